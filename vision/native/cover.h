// One taught manhole cover: the patch around it, aligned on its surroundings, against references.
#pragma once
#include <opencv2/core.hpp>
#include <optional>
#include <vector>
#include "cover_api.h"

namespace ugv {

constexpr int kCoverLooks = 32;  // patches kept between two decisions, or for a lesson

// Where things are in the patch. Radii are in units of the cover's ellipse.
struct CoverGeometry {
    CoverGeometry(float cover_width, float cover_height, float shift_max);

    float cover_width, cover_height;
    int pad;         // border of the cut patch that the search needs
    cv::Size inner;  // patch after alignment
    cv::Size outer;  // patch as cut
    float sigma;     // of the local windows
    double area;     // of the ellipse
    std::vector<int> deep, core, inside, rim, ring, outside, border;
    std::vector<int> sectors[12];  // of the ring
    cv::Mat surroundings;          // 1 outside the cover, 0 inside, CV_32F
    cv::Size padded;               // of a spectrum: at least `outer`
    std::vector<cv::Range> rows;   // columns that the cover takes in each row of the patch
};

// A picture of the cover in one kind of light with all that comparing needs.
struct CoverReference {
    cv::Mat patch, mean, variance, gx, gy, detail, finest;
    cv::Mat around_x, around_y;  // spectra of the surroundings' gradients, which are 0 on the cover
    double gradient_energy = 0;  // of the surroundings
    float noise = 2, ring_median = 0, core_median = 0, dark = 0, low = 0, energy = 0, energy_ring = 0;
};

class Cover {
public:
    Cover(const ugv_cover_settings& settings, cv::Rect2f box) : settings_(settings), box_(box) {}

    ugv_cover_look look(const cv::Mat& grey, cv::Size full);
    void next();
    ugv_cover_info teach();
    void forget(int reference);
    ugv_cover_features compare(float motion_max);

private:
    struct Kept {
        cv::Mat patch;
        float light;   // median of its surroundings
        float motion;  // share that moved since the patch before
        float noise;   // against the patch before; 0 where there was none
    };

    void place(cv::Size full);
    cv::Mat cut(const cv::Mat& grey) const;
    cv::Point2f align(const cv::Mat& cut, const CoverReference& to, float& score) const;
    cv::Mat shifted(const cv::Mat& cut, cv::Point2f by) const;
    float motion(const cv::Mat& difference, float noise) const;
    float motion_but_for_shake(const cv::Mat& now, float light, const Kept& before, float noise) const;
    float noise_of(const cv::Mat& difference) const;
    float noise_now() const;
    cv::Mat median(const std::vector<const cv::Mat*>& patches) const;
    CoverReference learn(const cv::Mat& patch, float noise) const;
    ugv_cover_features features(const cv::Mat& patch, const CoverReference& to, float noise) const;
    float standing(const cv::Mat& patch, const CoverReference& to, float gain, float noise) const;
    void measure_change(const cv::Mat& structure, const cv::Mat& mean, const CoverReference& to, ugv_cover_features& f) const;
    cv::Mat energies(const cv::Mat& patch) const;
    cv::Mat spectrum(const cv::Mat& gradient) const;

    ugv_cover_settings settings_;
    cv::Rect2f box_;
    std::optional<CoverGeometry> geometry_;
    std::vector<CoverReference> references_;
    std::optional<CoverReference> draft_;  // first look of a lesson, to align the others on
    std::vector<Kept> kept_;
    int best_ = 0;
    float picture_width_ = 0;
};

}  // namespace ugv
