# ./run sanitize: every function of the native vision library under memory checkers, with good and with bad input.

sanitize() {
  local seconds=30 models="" checker=sanitizers
  while [ $# -gt 0 ]; do
    case "$1" in
      --valgrind) checker=valgrind; shift ;;
      --seconds) seconds="${2:?--seconds needs a number}"; shift 2 ;;
      --models) models="${2:?--models needs a folder}"; shift 2 ;;
      *) die "'$1' is no option of ./run sanitize. See ./run help." ;;
    esac
  done
  need_packages build
  [ -n "$models" ] || models="$ROOT/../shared/data/models"
  [ -f "$models/yolox_nano.onnx" ] || { say "  There are no networks in $models: the object detector's good paths are left out."; models=""; }
  if [ "$checker" = valgrind ]; then
    command -v valgrind >/dev/null || die "valgrind is missing. Install it with: apt-get install -y valgrind"
    build_drive native-drive OFF
    say "  valgrind is watching; this takes some minutes …"
    valgrind --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite --error-exitcode=1 --num-callers=30 \
      --suppressions="$ROOT/vision/native/tests/valgrind.supp" "$ROOT/artifacts/native-drive/ugvision_drive" --seconds "$seconds" --models "$models"
    return
  fi
  build_drive native-sanitized ON
  # A failed check ends the program with a report; leaks are told at its end. Both make its exit code other than 0.
  ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1 \
    "$ROOT/artifacts/native-sanitized/ugvision_drive" --seconds "$seconds" --models "$models" ||
    die "The memory checkers found faults, or a function did not do what it must (see above)."
  say "0 bytes definitely lost, 0 errors (AddressSanitizer, LeakSanitizer, UndefinedBehaviorSanitizer)"
}

# build_drive FOLDER ON|OFF: the library and the program that drives it, with or without checkers inside.
build_drive() {
  local folder="$ROOT/artifacts/$1"
  step "Configuring $1" cmake -S "$ROOT/vision/native" -B "$folder" -DCMAKE_BUILD_TYPE=Release -DUGV_DRIVE=ON "-DUGV_SANITIZE=$2"
  step "Building $1" cmake --build "$folder" --parallel 2
}
