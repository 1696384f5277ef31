# How ./run talks: steps with their time, errors in one sentence.

if [ -t 1 ]; then BOLD=$'\e[1m'; DIM=$'\e[2m'; RED=$'\e[31m'; PLAIN=$'\e[0m'; else BOLD=; DIM=; RED=; PLAIN=; fi

say() { printf '%s\n' "$*"; }
die() { printf '%s%s%s\n' "$RED" "$*" "$PLAIN" >&2; exit 1; }

# step "Title" command…: runs it quietly, shows that it lives, and its output only if it fails.
step() {
  local title="$1" log status=0 started=$SECONDS
  shift
  log="$(mktemp)"
  "$@" >"$log" 2>&1 &
  local job=$!
  if [ -t 1 ]; then
    while kill -0 "$job" 2>/dev/null; do
      printf '\r  %s … %ss ' "$title" $((SECONDS - started))
      sleep 1
    done
    printf '\r\e[K'
  else
    printf '  %s …\n' "$title"
  fi
  wait "$job" || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 60 "$log" >&2
    rm -f "$log"
    die "$title failed (see above)."
  fi
  rm -f "$log"
  printf '  %s %s(%ss)%s\n' "$title" "$DIM" $((SECONDS - started)) "$PLAIN"
}
