"""MSAL for Python as a web application. Reads one JSON command per line and answers one JSON line."""

import json
import sys

import msal

settings = json.loads(sys.argv[1])
cache = msal.TokenCache()
clients = {}
flow = None


def client_of(user_flow):
    if user_flow not in clients:
        clients[user_flow] = msal.ConfidentialClientApplication(
            settings["clientId"],
            authority=f"{settings['tlsOrigin']}/{settings['tenant']}/{user_flow}",
            client_credential=settings["secret"],
            token_cache=cache,
        )
    return clients[user_flow]


def begin(user_flow):
    global flow
    flow = client_of(user_flow).initiate_auth_code_flow([settings["scope"]], redirect_uri=settings["redirectUri"])
    return flow["auth_uri"]


def finish(user_flow, answer):
    return client_of(user_flow).acquire_token_by_auth_code_flow(flow, answer)


def silently(user_flow, is_forced):
    client = client_of(user_flow)
    account = next(one for one in client.get_accounts() if user_flow.lower() in one["home_account_id"])
    return client.acquire_token_silent([settings["scope"]], account, force_refresh=is_forced)


COMMANDS = {"begin": begin, "finish": finish, "silently": silently}

for line in sys.stdin:
    name, *arguments = json.loads(line)
    print(json.dumps(COMMANDS[name](*arguments)), flush=True)
