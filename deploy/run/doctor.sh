# ./run doctor: what is there, what is missing, what it costs.

doctor() {
  local name missing free
  say "${BOLD}Tools${PLAIN}"
  for name in dotnet node npm cmake g++ ffmpeg mosquitto mosquitto_pub chromium; do
    if command -v "$name" >/dev/null; then printf '  %-14s %s\n' "$name" "$(version_of "$name")"; else printf '  %-14s missing\n' "$name"; fi
  done
  if command -v dpkg-query >/dev/null; then
    # shellcheck disable=SC2086
    missing="$(missing_packages $PACKAGES_build)"
    say "${BOLD}Packages to build and run${PLAIN}: ${missing:-all there}"
    # shellcheck disable=SC2086
    missing="$(missing_packages $PACKAGES_test)"
    say "${BOLD}Packages for the tests${PLAIN}: ${missing:-all there}"
  fi
  free="$(df -Pm "$ROOT" | awk 'NR==2 {print $4}')"
  say "${BOLD}Machine${PLAIN}: $(nproc) cores, $(awk '/MemTotal/ {printf "%.0f GiB", $2/1048576}' /proc/meminfo), $((free / 1024)) GiB free here"
  [ "$free" -ge 4096 ] || say "  Less than 4 GiB free: telemetry and evidence need room."
  for name in 8080 1883; do
    if port_taken "$name"; then say "  Port $name is in use; the demo can be told another with --port / --mqtt-port."; fi
  done
}

version_of() {
  case "$1" in
    ffmpeg) ffmpeg -version 2>/dev/null | sed -n '1s/ Copyright.*//p' ;;
    mosquitto) mosquitto -h 2>/dev/null | sed -n '1p' ;;
    mosquitto_pub) mosquitto_pub --version 2>&1 | sed -n '1p' ;;
    *) "$1" --version 2>/dev/null | sed -n '1p' ;;
  esac || true
}
