#!/bin/sh
# Runs a tool in a container of its own on the volumes of compose.yaml; docs/containers.md says when.
#   sh deploy/compose/tool.sh backup - > FILE | restore - < FILE | move-data identity api
# It takes Docker, or Podman where that is missing, or what CONTAINER_ENGINE names.
set -eu
engine=${CONTAINER_ENGINE:-$(command -v docker || command -v podman)}
root=$(cd "$(dirname "$0")/../.." && pwd)
# As compose makes the name of a project from that of the folder.
project=${COMPOSE_PROJECT_NAME:-$(basename "$root" | tr '[:upper:]' '[:lower:]' | tr -cd 'a-z0-9_-')}
# Only the move has somebody to talk to.
reach="--network none"
if [ "${1:-}" = move-data ]; then
  reach="--network ${project}_surety --env IDENTITY_DATABASE_URL --env API_DATABASE_URL --env PORTAL_DATABASE_URL"
fi
# TMPDIR is a volume without a name, which goes with the container: on the disk there is room for a backup.
# shellcheck disable=SC2086 # several words
exec "$engine" run --rm --interactive --no-healthcheck $reach \
  --read-only --cap-drop ALL --security-opt no-new-privileges \
  --volume "${project}_identity:/volumes/identity" --env IDENTITY_DATA_DIR=/volumes/identity \
  --volume "${project}_api:/volumes/api" --env API_DATA_DIR=/volumes/api \
  --volume "${project}_portal:/volumes/portal" --env PORTAL_DATA_DIR=/volumes/portal \
  --volume "${project}_shared:/shared" --env SHARED_DATA_DIR=/shared --env TMPDIR=/data \
  --env BACKUP_PASSPHRASE "${SURETY_IMAGE:-surety}" "$@"
