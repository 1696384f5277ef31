# ./run demo: the sample city on this machine. Starts the hub, then the edge agent; stops them in the other order.

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

demo() {
  local port=8080 mqtt_port=1883 jt808_port=6808 data="$ROOT/demo-data" video="" browser=1
  while [ $# -gt 0 ]; do
    case "$1" in
      --port) port="${2:?--port needs a number}"; shift 2 ;;
      --mqtt-port) mqtt_port="${2:?--mqtt-port needs a number}"; shift 2 ;;
      --jt808-port) jt808_port="${2:?--jt808-port needs a number, 0 for none}"; shift 2 ;;
      --data) data="${2:?--data needs a folder}"; shift 2 ;;
      --video) video="${2:?--video needs a file or an rtsp:// address}"; shift 2 ;;
      --no-browser) browser=0; shift ;;
      *) die "'$1' is no option of ./run demo. See ./run help." ;;
    esac
  done
  case "$video" in
    "" | *://*) ;;
    *) [ -f "$video" ] || die "There is no video file '$video'. Give --video a file that exists, or an rtsp:// address."
       video="$(realpath "$video")" ;;
  esac
  port_taken "$port" && die "Port $port is in use. Stop what uses it, or choose another: ./run demo --port $((port + 1))"
  port_taken "$mqtt_port" && die "Port $mqtt_port is in use. Stop what uses it, or choose another: ./run demo --mqtt-port $((mqtt_port + 1))"

  [ "$jt808_port" = 0 ] || ! port_taken "$jt808_port" || die "Port $jt808_port is in use. Stop what uses it, or choose another: ./run demo --jt808-port $((jt808_port + 1))"

  need_packages build
  build_project hub/UrbanGrid.Hub edge-agent/UrbanGrid.EdgeAgent
  mkdir -p "$data"
  data="$(realpath "$data")"
  [ -n "$video" ] || video="$(demo_footage)"

  local hub_log="$data/hub-console.log" edge_log="$data/edge-console.log"
  # Children get their own process groups, so that Ctrl-C reaches this script alone and the order of stopping is ours.
  set -m
  trap 'stop_demo' EXIT
  trap 'exit 0' INT TERM
  dotnet "$(assembly hub UrbanGrid.Hub)" --demo --city "$ROOT/deploy/sample-city" --data "$data" \
    --port "$port" --mqtt-port "$mqtt_port" --jt808-port "$jt808_port" --jt1078-port 0 </dev/null >"$hub_log" 2>&1 &
  DEMO_HUB=$!
  wait_ready "$port" "$DEMO_HUB" "$hub_log"
  node "$ROOT/deploy/demo/edge-config.mjs" --city "$ROOT/deploy/sample-city" --data "$data" \
    --mqtt-port "$mqtt_port" --video "$video" --out "$data/edge.json"
  dotnet "$(assembly edge-agent UrbanGrid.EdgeAgent)" --config "$data/edge.json" </dev/null >"$edge_log" 2>&1 &
  DEMO_EDGE=$!
  tell_demo "$port" "$mqtt_port" "$data"
  if [ "$browser" -eq 1 ] && command -v xdg-open >/dev/null && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    xdg-open "http://localhost:$port" >/dev/null 2>&1 || true
  fi
  local status=0
  wait -n "$DEMO_HUB" "$DEMO_EDGE" || status=$?
  tail -n 20 "$hub_log" "$edge_log" >&2
  die "A part of the demo has stopped by itself (exit code $status); the end of its log is above."
}

# Edge first: it stops producing and keeps what the hub has not acknowledged; then the hub commits what it has.
stop_demo() {
  trap - EXIT INT TERM
  local part
  for part in DEMO_EDGE DEMO_HUB; do
    if [ -n "${!part:-}" ] && kill -0 "${!part}" 2>/dev/null; then
      printf '  Stopping the %s …\n' "$([ "$part" = DEMO_EDGE ] && echo "edge agent" || echo hub)"
      kill -TERM "${!part}" 2>/dev/null || true
      wait "${!part}" 2>/dev/null || true
    fi
  done
}

wait_ready() {
  local port="$1" process="$2" log="$3"
  for _ in $(seq 600); do
    if curl -fsS -o /dev/null "http://127.0.0.1:$port/healthz/ready" 2>/dev/null; then return; fi
    kill -0 "$process" 2>/dev/null || { tail -n 20 "$log" >&2; die "The hub did not start; the end of its log is above."; }
    sleep 0.2
  done
  die "The hub is not ready after two minutes; see $log."
}

# A real street (Debian's vtest.avi) with a bag composed into it; a generated street where the package cannot be had.
demo_footage() {
  local folder="$ROOT/artifacts/footage" agent source
  agent="$(assembly edge-agent UrbanGrid.EdgeAgent)"
  if [ ! -s "$folder/demo.mp4" ]; then
    mkdir -p "$folder"
    if source="$(dotnet "$agent" fetch-vtest --out "$folder" 2>"$folder/fetch.log" | tail -n 1)" && [ -s "$source" ]; then
      step "Composing the demo footage" dotnet "$agent" compose-demo --source "$source" --out "$folder/demo.mp4" >&2
    else
      step "Drawing a street, since Debian's opencv-doc cannot be had here" dotnet "$agent" compose-demo --generated --out "$folder/demo.mp4" >&2
    fi
  fi
  printf '%s\n' "$folder/demo.mp4"
}

tell_demo() {
  local port="$1" mqtt_port="$2" data="$3"
  say ""
  say "${BOLD}UrbanGrid is running: http://localhost:$port${PLAIN}"
  say "  MQTT on port $mqtt_port; everything is kept in $data"
  say ""
  node "$ROOT/deploy/demo/sign-ins.mjs" "$data/credentials.json"
  say ""
  say "  Within a minute and a half triage holds an incident from the camera and one from a manhole sensor."
  say "  Ctrl-C stops everything."
}
