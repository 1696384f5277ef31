// Keeps exceptions inside: every function of the C interface runs its body in guarded().
#pragma once
#include <exception>
#include <string>
#include "jpeg.h"
#include "ugvision.h"

namespace ugv {

// Message of the calling thread's last failure.
std::string& last_error();

// Sets OpenCV up once for the process.
void prepare_opencv();

template <typename Body>
int32_t guarded(Body&& body) noexcept {
    try {
        prepare_opencv();
        body();
        return UGV_OK;
    } catch (const unreadable& e) {
        last_error() = e.what();
        return UGV_UNREADABLE;
    } catch (const std::exception& e) {
        last_error() = e.what();
    } catch (...) {
        last_error() = "unknown failure";
    }
    return UGV_FAILED;
}

}  // namespace ugv
