#include "person.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <algorithm>

namespace ugv {

namespace {

constexpr float kBoxHeight = 110;  // the detector's window is 128 high and holds a person of about 100
constexpr int kBorder = 16;
constexpr float kBoxCovered = 0.5f, kPersonFilled = 0.2f;
constexpr float kScaleMax = 8;

const cv::HOGDescriptor& detector() {
    static const cv::HOGDescriptor hog = [] {
        cv::HOGDescriptor h;
        h.setSVMDetector(cv::HOGDescriptor::getDefaultPeopleDetector());
        return h;
    }();
    return hog;
}

}  // namespace

float person_score(const cv::Mat& picture, cv::Rect2f box) {
    const cv::Point2f centre = (box.tl() + box.br()) * 0.5f;
    const float side = std::max(2.2f * std::max(box.width, box.height), 0.15f * picture.cols);
    const cv::Rect view = cv::Rect(cvFloor(centre.x - side / 2), cvFloor(centre.y - side / 2), cvRound(side), cvRound(side)) &
                          cv::Rect({0, 0}, picture.size());
    if (view.width < 8 || view.height < 8) return -1;
    const float scale = std::min(kBoxHeight / std::max(box.height, 1.f), kScaleMax);
    cv::Mat crop;
    cv::resize(picture(view), crop, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::copyMakeBorder(crop, crop, kBorder, kBorder, kBorder, kBorder, cv::BORDER_REPLICATE);
    if (crop.rows < 128 || crop.cols < 64) return -1;

    const cv::Rect2f wanted((box.x - view.x) * scale + kBorder, (box.y - view.y) * scale + kBorder, box.width * scale, box.height * scale);
    std::vector<cv::Rect> people;
    std::vector<double> scores;
    detector().detectMultiScale(crop, people, scores, 0, {8, 8}, {}, 1.08);
    float best = -1;
    for (size_t i = 0; i < people.size(); i++) {
        const float shared = (cv::Rect2f(people[i]) & wanted).area();
        if (shared > kBoxCovered * wanted.area() && shared > kPersonFilled * people[i].area()) best = std::max(best, static_cast<float>(scores[i]));
    }
    return best;
}

}  // namespace ugv
