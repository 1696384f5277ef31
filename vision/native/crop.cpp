#include "crop.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include "cover_pixels.h"

namespace ugv {

namespace {

struct CropPlaces {
    std::vector<float> radius;  // in units of the cover's ellipse
    std::vector<int> core, inside, rim, ring, upper, lower;
    CropPlaces() {
        const float half = kCropSide / 2.f / (1 + 2 * kCropMargin), mid = (kCropSide - 1) / 2.f;
        for (int y = 0, at = 0; y < kCropSide; y++) {
            for (int x = 0; x < kCropSide; x++, at++) {
                const float r = std::hypot(x - mid, y - mid) / half;
                radius.push_back(r);
                if (r < 0.5f) core.push_back(at);
                if (r < 0.8f) {
                    inside.push_back(at);
                    (y < mid ? upper : lower).push_back(at);
                } else if (r < 1.1f) {
                    rim.push_back(at);
                }
                if (r >= 1.12f) ring.push_back(at);
            }
        }
    }
};

const CropPlaces& places() {
    static const CropPlaces p;
    return p;
}

float mean_over(const cv::Mat& m, const std::vector<int>& where) {
    double sum = 0;
    for (int at : where) sum += m.ptr<float>()[at];
    return static_cast<float>(sum / where.size());
}

float deviation_over(const cv::Mat& m, const std::vector<int>& where) {
    const float mean = mean_over(m, where);
    double sum = 0;
    for (int at : where) sum += std::pow(m.ptr<float>()[at] - mean, 2);
    return static_cast<float>(std::sqrt(sum / where.size()));
}

float share_over(const cv::Mat& m, const std::vector<int>& where, float below) {
    return static_cast<float>(std::count_if(where.begin(), where.end(), [&](int at) { return m.ptr<float>()[at] < below; })) / where.size();
}

// Rotation-invariant uniform local binary patterns: shares of the ten kinds.
std::vector<float> patterns(const cv::Mat& grey, const std::vector<int>& where) {
    static const int dx[8] = {-1, 0, 1, 1, 1, 0, -1, -1}, dy[8] = {-1, -1, -1, 0, 1, 1, 1, 0};
    std::vector<float> shares(10, 0);
    int counted = 0;
    for (int at : where) {
        const int x = at % kCropSide, y = at / kCropSide;
        if (x == 0 || y == 0 || x == kCropSide - 1 || y == kCropSide - 1) continue;
        int set = 0, turns = 0;
        bool first = false, before = false;
        for (int k = 0; k < 8; k++) {
            const bool bit = grey.at<float>(y + dy[k], x + dx[k]) >= grey.at<float>(y, x) + 2;
            set += bit;
            if (k == 0) first = bit;
            else turns += bit != before;
            before = bit;
        }
        turns += before != first;
        shares[turns <= 2 ? set : 9]++;
        counted++;
    }
    for (float& s : shares) s /= std::max(counted, 1);
    return shares;
}

void add(std::vector<float>& to, const std::vector<float>& what) { to.insert(to.end(), what.begin(), what.end()); }

// The largest dark spot: how large, where, how compact, how smooth inside.
void dark_spot(const cv::Mat& relative, const cv::Mat& grey, float ring, float level, std::vector<float>& f) {
    cv::Mat labels, stats, centres, rough;
    const int n = cv::connectedComponentsWithStats(relative < level, labels, stats, centres);
    int best = 0;
    for (int i = 1; i < n; i++) {
        if (best == 0 || stats.at<int>(i, cv::CC_STAT_AREA) > stats.at<int>(best, cv::CC_STAT_AREA)) best = i;
    }
    if (best == 0) {
        add(f, {0, 0.5f, 0.5f, 0, 0, 1, 1, 0});
        return;
    }
    const cv::Mat spot = labels == best;
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(spot.clone(), outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    std::vector<cv::Point> hull;
    cv::convexHull(outlines[0], hull);
    cv::Mat middle;
    cv::erode(spot, middle, cv::Mat::ones(5, 5, CV_8U));
    float smooth = 1, fine = 1;
    if (cv::countNonZero(middle) > 10) {
        cv::Laplacian(grey, rough, CV_32F);
        cv::Scalar m, d, dl;
        cv::meanStdDev(grey, m, d, middle);
        cv::meanStdDev(rough, m, dl, middle);
        smooth = static_cast<float>(d[0] / ring);
        fine = static_cast<float>(dl[0] / ring);
    }
    const float area = static_cast<float>(stats.at<int>(best, cv::CC_STAT_AREA)), side = kCropSide;
    int within = 0;
    for (int at : places().inside) within += spot.ptr<uint8_t>()[at] != 0;
    const float round = static_cast<float>(4 * CV_PI * area / std::pow(cv::arcLength(outlines[0], true) + 1, 2));
    add(f, {area / side / side, static_cast<float>(std::abs(centres.at<double>(best, 0) - 31.5) / side),
            static_cast<float>(std::abs(centres.at<double>(best, 1) - 31.5) / side), area / static_cast<float>(cv::contourArea(hull) + 1),
            static_cast<float>(within) / places().inside.size(), smooth, fine, round});
}

}  // namespace

std::vector<float> crop_features(const cv::Mat& crop) {
    const CropPlaces& p = places();
    cv::Mat grey, smooth, hsv, saturation;
    cv::cvtColor(crop, grey, cv::COLOR_BGR2GRAY);
    grey.convertTo(grey, CV_32F);
    cv::cvtColor(crop, hsv, cv::COLOR_BGR2HSV);
    cv::extractChannel(hsv, saturation, 1);
    saturation.convertTo(saturation, CV_32F, 1 / 255.0);
    cv::GaussianBlur(grey, smooth, {0, 0}, 1.2);
    const float ring = median_of(smooth, p.ring) + 4;
    const cv::Mat r = smooth / ring;
    std::vector<float> f;
    for (const auto* where : {&p.core, &p.inside, &p.rim}) {
        for (float q : {0.05f, 0.25f, 0.5f, 0.75f, 0.95f}) f.push_back(percentile_of(r, *where, q));
        f.push_back(deviation_over(r, *where));
    }
    for (float t : {0.2f, 0.3f, 0.4f, 0.5f, 0.65f, 0.8f}) f.push_back(share_over(r, p.inside, t));
    for (float t : {25.f, 40.f, 55.f, 70.f}) f.push_back(share_over(smooth, p.inside, t));
    std::vector<int> all(kCropSide * kCropSide);
    for (size_t i = 0; i < all.size(); i++) all[i] = static_cast<int>(i);
    add(f, {mean_over(smooth, p.core) / 255, percentile_of(smooth, p.inside, 0.1f) / 255, ring / 255, percentile_of(smooth, all, 0.02f) / 255});
    add(f, {mean_over(r, p.upper) - mean_over(r, p.lower), median_of(r, p.upper) - median_of(r, p.lower)});
    dark_spot(r, grey, ring, 0.45f, f);
    dark_spot(r, grey, ring, 0.3f, f);

    cv::Mat gx, gy, strength, log_grey, log_strength;
    cv::Sobel(grey, gx, CV_32F, 1, 0);
    cv::Sobel(grey, gy, CV_32F, 0, 1);
    cv::magnitude(gx, gy, strength);
    cv::log(grey + 8, log_grey);
    cv::Mat lx, ly;
    cv::Sobel(log_grey, lx, CV_32F, 1, 0);
    cv::Sobel(log_grey, ly, CV_32F, 0, 1);
    cv::magnitude(lx, ly, log_strength);
    for (const auto* where : {&p.core, &p.inside, &p.rim, &p.ring}) {
        add(f, {mean_over(strength, *where) / ring, mean_over(log_strength, *where), percentile_of(log_strength, *where, 0.9f)});
    }
    f.push_back(mean_over(log_strength, p.core) / (mean_over(log_strength, p.ring) + 0.02f));
    f.push_back(mean_over(log_strength, p.inside) / (mean_over(log_strength, p.rim) + 0.02f));
    f.push_back(share_over(strength, p.inside, 0.08f * ring));

    // From the middle outwards: brightness, its spread, and how much of the gradient is radial (a rim) rather than a pattern.
    const float bands[] = {0, 0.2f, 0.4f, 0.6f, 0.75f, 0.9f, 1.05f, 1.2f, 1.4f};
    for (int b = 0; b < 8; b++) {
        std::vector<int> band;
        for (size_t at = 0; at < p.radius.size(); at++) {
            if (p.radius[at] >= bands[b] && p.radius[at] < bands[b + 1]) band.push_back(static_cast<int>(at));
        }
        double radial = 0, whole = 1e-3;
        for (int at : band) {
            const float x = at % kCropSide - 31.5f, y = at / kCropSide - 31.5f, length = std::hypot(x, y) + 1e-3f;
            radial += (gx.ptr<float>()[at] * x + gy.ptr<float>()[at] * y) / length;
            whole += strength.ptr<float>()[at];
        }
        add(f, {mean_over(r, band), deviation_over(r, band), static_cast<float>(radial / whole)});
    }
    add(f, {mean_over(saturation, p.inside), mean_over(saturation, p.ring), deviation_over(smooth, p.inside) / (mean_over(smooth, p.inside) + 8)});
    const std::vector<float> in = patterns(grey, p.inside), around = patterns(grey, p.ring);
    add(f, in);
    for (size_t i = 0; i < in.size(); i++) f.push_back(in[i] - around[i]);
    cv::Mat coarse;
    cv::resize(grey, coarse, {kCropSide / 2, kCropSide / 2}, 0, 0, cv::INTER_AREA);
    cv::resize(coarse, coarse, {kCropSide, kCropSide});
    add(f, patterns(coarse, p.inside));
    return f;
}

namespace {

// The part of the picture around the cover, shrunk to what is needed, so that a photograph of many megapixels costs no more.
cv::Mat nearby(const cv::Mat& picture, ugv_crop_box& box) {
    constexpr float kReach = 0.75f, kWide = 256;  // in sizes of the cover beside it; pixels
    const float width = box.width, height = box.height;
    const cv::Rect around(cvFloor(box.x - kReach * width), cvFloor(box.y - kReach * height), cvCeil((1 + 2 * kReach) * width) + 2,
                          cvCeil((1 + 2 * kReach) * height) + 2);
    const cv::Rect part = around & cv::Rect({0, 0}, picture.size());
    if (part.empty()) throw std::runtime_error("the cover's box is outside the picture");
    box.x -= part.x;
    box.y -= part.y;
    const float scale = kWide / std::max(width, height);
    if (scale >= 1) return picture(part);
    cv::Mat small;
    cv::resize(picture(part), small, {}, scale, scale, cv::INTER_AREA);
    box = {box.x * scale, box.y * scale, width * scale, height * scale};
    return small;
}

// As a camera shows it that stands far away: a cover of few pixels, half of the time with the traces of compression.
cv::Mat from_afar(const cv::Mat& picture, ugv_crop_box& box, cv::RNG& random) {
    const float wanted = std::exp(random.uniform(std::log(18.f), std::log(60.f)));  // width, pixels
    const float scale = std::min(1.f, wanted / box.width);
    cv::Mat small;
    cv::resize(picture, small, {std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale))}, 0, 0, cv::INTER_AREA);
    box = {box.x * scale, box.y * scale, box.width * scale, box.height * scale};
    if (random.uniform(0, 2) == 0) return small;
    std::vector<uint8_t> bytes;
    cv::imencode(".jpg", small, bytes, {cv::IMWRITE_JPEG_QUALITY, random.uniform(60, 90)});
    return cv::imdecode(bytes, cv::IMREAD_COLOR);
}

}  // namespace

cv::Mat crop_sample(const cv::Mat& whole, const ugv_crop_box& where, int variant, int seed, int side) {
    if (!(where.width > 0 && where.height > 0)) throw std::runtime_error("the cover's box is empty");
    ugv_crop_box box = where;
    // Every crop is changed in its own way: were all changed alike, the changes would be learned with them.
    const uint64_t own = whole.total() * 31 + cvRound(where.x) * 7919ull + cvRound(where.y) * 104729ull + cvRound(where.width) * 1299709ull;
    cv::RNG random(own * 2654435761ull + static_cast<uint64_t>(seed) * 7919 + 17);
    for (int i = 0; i < 4; i++) random.next();
    const bool is_far = variant == UGV_CROP_FAR_GENTLE || variant == UGV_CROP_FAR_STRONG;
    const int strength = is_far ? variant - UGV_CROP_FAR_GENTLE + UGV_CROP_GENTLE : variant;
    const cv::Mat picture = is_far ? from_afar(nearby(whole, box), box, random) : nearby(whole, box);
    const float jitter = strength == UGV_CROP_AS_IT_IS ? 0 : strength == UGV_CROP_GENTLE ? 0.04f : 0.1f;
    const float cx = box.x + box.width / 2 + random.uniform(-jitter, jitter) * box.width;
    const float cy = box.y + box.height / 2 + random.uniform(-jitter, jitter) * box.height;
    const float zoom = strength == UGV_CROP_AS_IT_IS ? 1 : std::exp(random.uniform(-1.f, 1.f) * (strength == UGV_CROP_GENTLE ? 0.06f : 0.15f));
    const float aspect = strength != UGV_CROP_STRONG ? 1 : std::exp(random.uniform(-0.15f, 0.15f));
    const float turn = strength == UGV_CROP_AS_IT_IS ? 0 : random.uniform(-1.f, 1.f) * (strength == UGV_CROP_GENTLE ? 5 : 25) * static_cast<float>(CV_PI) / 180;
    const float flip = strength != UGV_CROP_AS_IT_IS && seed % 2 == 1 ? -1.f : 1.f;  // as many mirrored as not
    const float w = box.width * (1 + 2 * kCropMargin) * zoom * aspect, h = box.height * (1 + 2 * kCropMargin) * zoom / aspect;
    // A pixel of the crop, from its middle, scaled, then turned, then about the cover's middle.
    const float c = std::cos(turn), s = std::sin(turn), kx = flip * w / side, ky = h / side, m = (side - 1) / 2.f;
    const cv::Matx23f back(c * kx, -s * ky, cx - 0.5f - c * kx * m + s * ky * m, s * kx, c * ky, cy - 0.5f - s * kx * m - c * ky * m);
    cv::Mat source = picture, crop;
    const float shrink = std::max(w, h) / side;
    if (shrink > 1.3f) cv::GaussianBlur(picture, source, {0, 0}, 0.4 * shrink);
    cv::warpAffine(source, crop, back, {side, side}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    if (strength != UGV_CROP_STRONG) return crop;

    cv::Mat floats;
    crop.convertTo(floats, CV_32FC3, 1 / 255.0);
    cv::pow(floats, std::exp(random.uniform(-0.45f, 0.45f)), floats);
    const float gain = random.uniform(0.7f, 1.35f), offset = random.uniform(-0.04f, 0.04f);
    floats = floats.mul(cv::Scalar(random.uniform(0.92f, 1.08f), random.uniform(0.92f, 1.08f), random.uniform(0.92f, 1.08f)) * gain) + cv::Scalar::all(offset);
    if (random.uniform(0, 2) == 1) cv::GaussianBlur(floats, floats, {0, 0}, random.uniform(0.4f, 1.5f));
    if (random.uniform(0, 2) == 1) {
        cv::Mat noise(floats.size(), CV_32FC3);
        random.fill(noise, cv::RNG::NORMAL, 0, random.uniform(1.f, 8.f) / 255);
        floats += noise;
    }
    floats.convertTo(crop, CV_8UC3, 255);
    return crop;
}

int crop_feature_count() {
    static const int count = static_cast<int>(crop_features(cv::Mat(kCropSide, kCropSide, CV_8UC3, cv::Scalar::all(90))).size());
    return count;
}

}  // namespace ugv
