// Several pictures in one pass of the network.
#include <opencv2/core.hpp>
#include <time.h>
#include <algorithm>
#include <cmath>
#include "guard.h"
#include "objects.h"

namespace ugv {

namespace {

constexpr double kSame = 1e-3;  // of the largest number, between a picture alone and the same one beside another

std::vector<cv::Mat> copies(const std::vector<cv::Mat>& outputs) {
    std::vector<cv::Mat> result;
    for (const auto& o : outputs) result.push_back(o.clone());
    return result;
}

bool is_same(const float* a, const float* b, size_t count) {
    const cv::Mat one(1, static_cast<int>(count), CV_32F, const_cast<float*>(a)), other(1, static_cast<int>(count), CV_32F, const_cast<float*>(b));
    return cv::norm(one, other, cv::NORM_INF) <= kSame * std::max(1., cv::norm(one, cv::NORM_INF));
}

// Processor time of this thread, seconds: what others do on a busy machine does not count.
double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

}  // namespace

// A network may have been exported for one picture at a time, which its file does not say: its layers then fail, or mix the
// pictures up. So two different pictures are shown alone and together, and only equal numbers are believed.
bool Objects::find_whether_it_batches() {
    cv::Mat plain(settings_.height, settings_.width, CV_8UC3, cv::Scalar::all(settings_.pad)), other = plain.clone();
    other(cv::Rect(0, 0, settings_.width / 2, settings_.height / 3)).setTo(cv::Scalar(20, 200, 90));
    try {
        const auto first = copies(run({plain})), second = copies(run({other})), both = run({plain, other});
        if (both.size() != first.size()) return false;
        for (size_t i = 0; i < both.size(); i++) {
            const size_t count = first[i].total();
            if (both[i].total() != 2 * count || !is_same(first[i].ptr<float>(), both[i].ptr<float>(), count)
                || !is_same(second[i].ptr<float>(), both[i].ptr<float>() + count, count))
                return false;
        }
        return true;
    } catch (const cv::Exception&) {
        open();  // what a failed pass leaves behind is not known
        return false;
    }
}

// OpenCV has its fastest kernels for one picture, so that one pass may cost more than several; it depends on the network.
bool Objects::batches_cost_no_more() {
    const cv::Mat plain(settings_.height, settings_.width, CV_8UC3, cv::Scalar::all(settings_.pad));
    const auto cost = [&](const std::vector<cv::Mat>& inputs) {
        run(inputs);  // the first pass of another size makes room
        double best = INFINITY;
        for (int i = 0; i < 3; i++) {
            const double began = cpu_seconds();
            run(inputs);
            best = std::min(best, cpu_seconds() - began);
        }
        return best;
    };
    const double together = cost({plain, plain});
    return together <= 2 * cost({plain});
}

std::vector<std::optional<Objects::Seen>> Objects::detect_all(const std::vector<std::pair<const uint8_t*, int>>& jpegs) {
    std::vector<std::optional<Seen>> all(jpegs.size());
    std::vector<Fitted> from;
    std::vector<cv::Mat> inputs;
    std::vector<size_t> places;
    for (size_t i = 0; i < jpegs.size(); i++) {
        try {
            from.push_back(fit_in(jpegs[i].first, jpegs[i].second, {}));
        } catch (const unreadable&) {
            continue;
        }
        inputs.push_back(from.back().input);
        places.push_back(i);
    }
    if (inputs.empty()) return all;
    const int pictures = static_cast<int>(inputs.size());
    if (batches_ && pictures > 1) {
        const auto outputs = run(inputs);
        for (int i = 0; i < pictures; i++) all[places[i]] = seen_in(outputs, i, pictures, from[i]);
    } else {
        for (int i = 0; i < pictures; i++) all[places[i]] = seen_in(run({inputs[i]}), 0, 1, from[i]);
    }
    return all;
}

}  // namespace ugv
