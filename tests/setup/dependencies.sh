#!/bin/sh
# Installs the npm packages of a fresh clone and generates WXT's types; does nothing when both are up to date.
set -eu
cd "$(dirname "$0")/../.."
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "Installing npm packages ..."
  npm ci --no-audit --no-fund
fi
if [ ! -e .wxt/tsconfig.json ] || [ wxt.config.ts -nt .wxt/tsconfig.json ]; then
  node_modules/.bin/wxt prepare >/dev/null
fi
