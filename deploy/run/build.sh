# Building once, and not again while no source is newer than the last build.

assembly() { printf '%s/%s/%s/bin/Release/net10.0/%s.dll' "$ROOT" "$1" "$2" "$2"; }

sources_newer_than() {
  [ ! -e "$1" ] || [ -n "$(find "$ROOT" \
    \( -name bin -o -name obj -o -name node_modules -o -name dist -o -name .git -o -name artifacts -o -name demo-data \) -prune -o \
    -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.json' -o -name '*.csv' \
      -o -name '*.cpp' -o -name '*.h' -o -name 'CMakeLists.txt' -o -name '*.vue' -o -name '*.ts' -o -name '*.css' -o -name '*.html' \) \
    -newer "$1" -print -quit)" ]
}

# build_project PATH…: builds in Release unless it is up to date.
build_project() {
  local path stamp
  for path in "$@"; do
    stamp="$ROOT/artifacts/built/$(basename "$path")"
    sources_newer_than "$stamp" || continue
    mkdir -p "$(dirname "$stamp")"
    local begun; begun="$(mktemp)"
    step "Building $(basename "$path")" dotnet build "$ROOT/$path" -c Release -v quiet -clp:ErrorsOnly
    mv "$begun" "$stamp"
  done
}

# The hub for what shows no page. Its stamp is of its own, so that a later build_project still adds the console; and a hub
# that is up to date with its console serves as well.
build_without_console() {
  local stamp="$ROOT/artifacts/built/UrbanGrid.Hub-without-console" begun
  sources_newer_than "$ROOT/artifacts/built/UrbanGrid.Hub" && sources_newer_than "$stamp" || return 0
  mkdir -p "$(dirname "$stamp")"
  begun="$(mktemp)"
  step "Building UrbanGrid.Hub without its console" dotnet build "$ROOT/hub/UrbanGrid.Hub" -c Release -v quiet -clp:ErrorsOnly -p:SkipConsole=true
  mv "$begun" "$stamp"
}

# mark_built PATH…: they have been built with the whole solution just now.
mark_built() {
  local path
  mkdir -p "$ROOT/artifacts/built"
  for path in "$@"; do touch "$ROOT/artifacts/built/$(basename "$path")"; done
}
