#include "jpeg.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <cmath>
#include <cstring>

namespace ugv {

namespace {

constexpr int kPixelsMax = 64 * 1000 * 1000;  // a header may claim 4 gigapixels

bool is_frame_header(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool ends_properly(const uint8_t* jpeg, int length) {
    int end = length;
    while (end > 2 && jpeg[end - 1] == 0) end--;  // cameras pad with zeros
    return jpeg[end - 2] == 0xFF && jpeg[end - 1] == 0xD9;
}

cv::Mat decode(const uint8_t* jpeg, int length, int flags) {
    cv::Mat bytes(1, length, CV_8U, const_cast<uint8_t*>(jpeg));
    cv::Mat picture = cv::imdecode(bytes, flags | cv::IMREAD_IGNORE_ORIENTATION);
    if (picture.empty()) throw unreadable("OpenCV cannot decode the JPEG's data");
    return picture;
}

}  // namespace

cv::Size jpeg_size(const uint8_t* jpeg, int length) {
    if (jpeg == nullptr || length < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8) throw unreadable("not a JPEG: no start marker");
    if (!ends_properly(jpeg, length)) throw unreadable("the JPEG ends early: no end marker");
    for (int at = 2; at + 9 < length && jpeg[at] == 0xFF;) {
        int marker = jpeg[at + 1];
        if (marker == 0xFF) {  // fill byte
            at++;
            continue;
        }
        if (is_frame_header(marker)) {
            cv::Size size((jpeg[at + 7] << 8) | jpeg[at + 8], (jpeg[at + 5] << 8) | jpeg[at + 6]);
            if (size.width < 32 || size.height < 32) throw unreadable("the picture is smaller than 32x32");
            if (static_cast<int64_t>(size.width) * size.height > kPixelsMax) throw unreadable("the picture has over 64 megapixels");
            return size;
        }
        at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]);
    }
    throw unreadable("the JPEG has no frame header");
}

cv::Mat jpeg_decode(const uint8_t* jpeg, int length, cv::Size wanted) {
    cv::Size size = jpeg_size(jpeg, length);
    auto covers = [&](int n) { return size.width / n >= wanted.width && size.height / n >= wanted.height; };
    int flags = covers(8)   ? cv::IMREAD_REDUCED_COLOR_8
                : covers(4) ? cv::IMREAD_REDUCED_COLOR_4
                : covers(2) ? cv::IMREAD_REDUCED_COLOR_2
                            : cv::IMREAD_COLOR;
    return decode(jpeg, length, flags);
}

cv::Mat jpeg_decode(const uint8_t* jpeg, int length) {
    jpeg_size(jpeg, length);
    return decode(jpeg, length, cv::IMREAD_COLOR);
}

ugv_buffer jpeg_encode(const cv::Mat& picture, int quality) {
    std::vector<uint8_t> bytes;
    cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    ugv_buffer result{new uint8_t[bytes.size()], static_cast<int32_t>(bytes.size())};
    std::memcpy(result.data, bytes.data(), bytes.size());
    return result;
}

cv::Size grid_for(cv::Size picture, int pixels) {
    double scale = std::sqrt(static_cast<double>(pixels) / picture.area());
    return {16 * std::max(1, cvRound(picture.width * scale / 16)), std::max(16, cvRound(picture.height * scale))};
}

}  // namespace ugv
