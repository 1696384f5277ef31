# ./run test: every test there is, one summary line at the end.

# Its tests wait for cameras of demo cities most of their time, so they run beside all others, which compute.
WAITING_TESTS="UrbanGrid.E2E.Tests"

run_tests() {
  local results="$ROOT/artifacts/test-results" project waiting
  need_packages build test
  rm -rf "$results"
  mkdir -p "$results"
  step "Building everything" dotnet build "$ROOT/UrbanGrid.sln" -c Release -v quiet -clp:ErrorsOnly
  mark_built hub/UrbanGrid.Hub edge-agent/UrbanGrid.EdgeAgent
  test_project "$WAITING_TESTS" &
  waiting=$!
  for project in "$ROOT"/tests/*.Tests; do
    project="$(basename "$project")"
    [ "$project" = "$WAITING_TESTS" ] || test_project "$project" || true
  done
  test_console || true
  wait "$waiting" || true
  for project in "$ROOT"/tests/*.Tests; do
    run_failed_alone "$(basename "$project")"
  done
  node "$ROOT/deploy/run/summary.mjs" "$results"
}

# Prints what failed and what was skipped; the counts come from the result files.
test_project() {
  local name="$1" started=$SECONDS log status=0
  log="$results/$name.log"
  printf '  %s …\n' "$name"
  dotnet test "$ROOT/tests/$name/$name.csproj" -c Release --no-build --logger "trx;LogFileName=$results/$name.trx" \
    --logger "console;verbosity=normal" >"$log" 2>&1 || status=$?
  grep -E '^\s+Skipped |^\s+Skipped:' "$log" || true
  if [ "$status" -ne 0 ]; then
    echo "$name.trx" >>"$results/broken"
    show_failures "$log"
  fi
  printf '  %s %s(%ss)%s\n' "$name" "$DIM" $((SECONDS - started)) "$PLAIN"
  return "$status"
}

# A few failures may be the load of all the others: what fails alone too is broken, what passes alone is named as unstable.
run_failed_alone() {
  local name="$1" filter
  filter="$(node "$ROOT/deploy/run/failures.mjs" "$results/$name.trx")"
  [ -n "$filter" ] || return 0
  printf '  %s: once more, alone: %s\n' "$name" "$filter"
  dotnet test "$ROOT/tests/$name/$name.csproj" -c Release --no-build --filter "$filter" \
    --logger "trx;LogFileName=$results/$name.alone.trx" --logger "console;verbosity=normal" >"$results/$name.alone.log" 2>&1 ||
    show_failures "$results/$name.alone.log"
}

# Message and trace of each failed test, without what other tests logged in between.
show_failures() {
  { grep -E -A 300 '^\s+Failed ' "$1" || tail -n 80 "$1"; } | grep -vE '^[0-9:]{8} (DBG|INF|WRN) |^\s+Passed ' | head -n 200 || true
}

test_console() {
  local started=$SECONDS status=0
  printf '  console …\n'
  (cd "$ROOT/hub/console" && npx vitest run --reporter=json --outputFile="$results/console.json") >"$results/console.log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    echo console.json >>"$results/broken"
    tail -n 60 "$results/console.log"
  fi
  printf '  console %s(%ss)%s\n' "$DIM" $((SECONDS - started)) "$PLAIN"
  return "$status"
}
