#!/usr/bin/env bash
# Makes sure that everything the build and the tests need is there. What is found is used as it is; what is missing is
# installed where that is possible without asking, and otherwise a sentence says what to do.
#
#   scripts/setup.sh            what the build needs: Node, Rust, the wasm target, wasm-bindgen, npm packages
#   scripts/setup.sh --browser  also a Chromium for the page tests
#   scripts/setup.sh --duckdb   also DuckDB for Python, for the second judge of the conformance cases
#   scripts/setup.sh --valgrind also valgrind, to count instructions; without it they are not counted (options in any order)
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '  %-14s %s\n' "$1" "$2"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Installs Debian packages when this may be done without a question.
apt_install() {
  have apt-get || return 1
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo && sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  "${sudo[@]}" apt-get update -qq >/dev/null && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

node_fits() { have npm && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }
if ! node_fits; then
  say node 'installing with apt-get'
  apt_install nodejs npm || true
  hash -r
  if ! node_fits; then
    fail 'Node 20.19 or newer with npm is needed. Install it from https://nodejs.org (or your package manager) and run this again.'
  fi
fi
say node "$(node --version)"

# A Rust installed by rustup is often not on the PATH of a new shell.
if ! have cargo && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"; fi
if ! have cargo || ! have cc; then
  say rust 'installing with apt-get'
  packages=()
  have cc || packages+=(build-essential)
  have cargo || packages+=(rustup)
  apt_install "${packages[@]}" || true
  hash -r
  have cc || fail 'A C compiler is needed to link build scripts (Debian: build-essential, macOS: xcode-select --install).'
  if ! have cargo && have rustup; then rustup default stable; hash -r; fi
  have cargo || fail 'Rust is needed. Install it from https://rustup.rs and run this again.'
fi
needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
found=$(rustc --version | sed 's/^rustc \([0-9]*\.[0-9]*\).*/\1/')
if [ "$(printf '%s\n%s\n' "$needed" "$found" | sort -t. -k1,1n -k2,2n | head -n 1)" != "$needed" ]; then
  fail "Rust $needed or newer is needed and $found is installed. Run: rustup update stable"
fi
say rust "$(rustc --version)"

if [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
  have rustup || fail 'The Rust target wasm32-unknown-unknown is missing. Install it with your package manager (Debian: libstd-rust-dev-wasm32), or install Rust with https://rustup.rs.'
  say rust 'adding the target wasm32-unknown-unknown'
  rustup target add wasm32-unknown-unknown
fi
for part in fmt clippy; do
  if ! cargo "$part" --version >/dev/null 2>&1; then
    have rustup || fail "cargo $part is missing. Install it with your package manager, or install Rust with https://rustup.rs."
    rustup component add "$([ "$part" = fmt ] && echo rustfmt || echo clippy)"
  fi
done

# Tools of this project live in .tools, so that nobody's own versions are replaced.
export PATH="$PWD/.tools/bin:$PATH"
bindgen=$(awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
if [ "$(wasm-bindgen --version 2>/dev/null || true)" != "wasm-bindgen $bindgen" ]; then
  say wasm-bindgen "installing $bindgen into .tools (a few minutes, once)"
  cargo install --quiet --locked --force --root .tools wasm-bindgen-cli --version "$bindgen"
fi
say wasm-bindgen "$(wasm-bindgen --version)"

if [ -f www/package.json ]; then
  wanted=$(cat www/package.json www/package-lock.json | cksum)
  if [ "$(cat www/node_modules/.installed 2>/dev/null || true)" != "$wanted" ]; then
    say npm 'installing packages of www'
    (cd www && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    printf '%s\n' "$wanted" >www/node_modules/.installed
  fi
  say npm 'packages of www are there'
fi

wants() { case " ${options[*]:-} " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
options=("$@")

if wants --browser; then
  if ! browser=$(node scripts/browser.mjs 2>/dev/null); then
    say chromium 'installing with apt-get'
    apt_install chromium || true
    browser=$(node scripts/browser.mjs) || exit 1
  fi
  say chromium "$browser"
fi

if wants --duckdb; then
  python_fits() { python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && python3 -m pip --version >/dev/null 2>&1; }
  if ! python_fits; then
    say python 'installing with apt-get'
    apt_install python3 python3-pip || true
    hash -r
    python_fits || fail 'Python 3.10 or newer with pip is needed for the tests in DuckDB (Debian: python3 python3-pip).'
  fi
  # a folder instead of an environment: venv is a package of its own on some machines
  wanted=$(cat tests/duckdb/requirements.txt; python3 --version)
  if [ "$(cat .tools/python/.installed 2>/dev/null || true)" != "$wanted" ]; then
    say duckdb 'installing into .tools/python'
    rm -rf .tools/python
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --only-binary :all: \
      --target .tools/python --requirement tests/duckdb/requirements.txt \
      || fail 'DuckDB for Python could not be installed. Check that pip reaches a package index, and run this again.'
    printf '%s\n' "$wanted" >.tools/python/.installed
  fi
  say duckdb "$(sed -n "s/^duckdb==//p" tests/duckdb/requirements.txt)"
fi

if wants --valgrind; then
  if ! have valgrind; then
    say valgrind 'installing with apt-get'
    apt_install valgrind || true
    hash -r
  fi
  say valgrind "$(valgrind --version 2>/dev/null || echo 'not there: instructions are not counted')"
fi
