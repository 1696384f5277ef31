# ./run test: every test there is, one summary line at the end.

# Its tests wait for cameras of demo cities most of their time, so they run beside all others, which compute.
WAITING_TESTS="UrbanGrid.E2E.Tests"

run_tests() {
  local results="$ROOT/artifacts/test-results" project waiting failed_to_run=0
  need_packages build test
  rm -rf "$results"
  mkdir -p "$results"
  step "Building everything" dotnet build "$ROOT/UrbanGrid.sln" -c Release -v quiet -clp:ErrorsOnly
  mark_built hub/UrbanGrid.Hub edge-agent/UrbanGrid.EdgeAgent
  test_project "$WAITING_TESTS" &
  waiting=$!
  for project in "$ROOT"/tests/*.Tests; do
    project="$(basename "$project")"
    [ "$project" = "$WAITING_TESTS" ] || test_project "$project" || failed_to_run=1
  done
  test_console || failed_to_run=1
  wait "$waiting" || failed_to_run=1
  node "$ROOT/deploy/run/summary.mjs" "$results" "$failed_to_run"
}

# Prints what failed and what was skipped; the counts come from the result files.
test_project() {
  local name="$1" started=$SECONDS log status=0
  log="$results/$name.log"
  printf '  %s …\n' "$name"
  dotnet test "$ROOT/tests/$name/$name.csproj" -c Release --no-build --logger "trx;LogFileName=$results/$name.trx" \
    --logger "console;verbosity=normal" >"$log" 2>&1 || status=$?
  grep -E '^\s+(Failed|Skipped) |^\s+Error Message|^\s+Skipped:' "$log" || true
  if [ "$status" -ne 0 ]; then tail -n 80 "$log"; fi
  printf '  %s %s(%ss)%s\n' "$name" "$DIM" $((SECONDS - started)) "$PLAIN"
  return "$status"
}

test_console() {
  local started=$SECONDS status=0
  printf '  console …\n'
  (cd "$ROOT/hub/console" && npx vitest run --reporter=json --outputFile="$results/console.json") >"$results/console.log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then tail -n 60 "$results/console.log"; fi
  printf '  console %s(%ss)%s\n' "$DIM" $((SECONDS - started)) "$PLAIN"
  return "$status"
}
