#include "guard.h"

#include <opencv2/core/utility.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <mutex>

namespace ugv {

std::string& last_error() {
    thread_local std::string message;
    return message;
}

// One camera is one thread's work; the host runs many cameras side by side. Failures are returned, not printed.
void prepare_opencv() {
    static std::once_flag once;
    std::call_once(once, [] {
        cv::setNumThreads(1);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::redirectError([](int, const char*, const char*, const char*, int, void*) { return 0; });
    });
}

}  // namespace ugv
