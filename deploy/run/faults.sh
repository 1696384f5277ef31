# ./run faults: the kill loop of the tests, for longer than the tests can take.

faults() {
  local kills=50 seed=1
  while [ $# -gt 0 ]; do
    case "$1" in
      --kills) kills="${2:?--kills needs a number}" ;;
      --seed) seed="${2:?--seed needs a number}" ;;
      *) die "There is no option '$1'; ./run help lists them." ;;
    esac
    shift 2
  done
  need_packages build test
  step "Building the tests of the hub" dotnet build "$ROOT/tests/UrbanGrid.Hub.Tests" -c Release -v quiet -clp:ErrorsOnly
  URBANGRID_KILLS="$kills" URBANGRID_SEED="$seed" dotnet test "$ROOT/tests/UrbanGrid.Hub.Tests" -c Release --no-build \
    --filter "FullyQualifiedName~KillLoopTests" --logger "console;verbosity=detailed"
}
