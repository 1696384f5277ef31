# Debian packages the product and its tests need, by purpose.

PACKAGES_build="cmake g++ libopencv-dev ffmpeg curl"
PACKAGES_test="mosquitto mosquitto-clients postgresql victoria-metrics chromium fonts-noto-cjk procps
  python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
  gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav"

missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || printf '%s ' "$name"
  done
}

need_sdk() {
  command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' ||
    die "The .NET 10 SDK is missing. Install it (https://dotnet.microsoft.com/download/dotnet/10.0) and start again."
  local node_major
  node_major="$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/')"
  [ "${node_major:-0}" -ge 20 ] || die "Node.js 20 or newer is missing. Install it (https://nodejs.org) and start again."
}

# need_packages build|test…: installs what is missing when root, otherwise prints the line to run.
need_packages() {
  need_sdk
  local wanted="" purpose list missing
  for purpose in "$@"; do list="PACKAGES_$purpose"; wanted+=" ${!list}"; done
  command -v dpkg-query >/dev/null || return 0
  # shellcheck disable=SC2086
  missing="$(missing_packages $wanted)"
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    die "Some system packages are missing. Please run:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing
and start again."
  fi
  step "Reading the package lists" apt-get update -qq
  # shellcheck disable=SC2086
  step "Installing $missing" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
}
