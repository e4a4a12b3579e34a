#!/bin/sh
# Prints fresh secrets for compose.scale.yaml, as lines of an .env file. Run it once: other secrets end every session, and
# another IDENTITY_SECRET makes authenticator apps unreadable.
set -eu
for name in POSTGRES_PASSWORD IDENTITY_SECRET SESSION_SECRET PORTAL_CLIENT_SECRET; do
  printf '%s=%s\n' "$name" "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"
done
