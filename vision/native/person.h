#pragma once
#include <opencv2/core.hpp>

namespace ugv {

// Score of the best upright person that covers the box (pixels of the picture); -1 where there is none.
float person_score(const cv::Mat& picture, cv::Rect2f box);

}  // namespace ugv
