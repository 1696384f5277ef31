// What a camera's picture measures against what it usually shows: stillness, exposure, sharpness, landmarks, shift.
#pragma once
#include <opencv2/core.hpp>
#include <vector>
#include "health_api.h"

namespace ugv {

// Edges of one view: what stays when light changes. On the coarse grid, in cells of kCell pixels.
struct View {
    cv::Mat x, y;                   // 32F: orientation of edges by the double angle, so that light and dark may swap
    std::vector<float> energy;      // per cell: edge strength against brightness
    std::vector<float> sharpness;   // per cell: fine against smoothed gradient, less one; negative where not to be judged
};

struct Reference : View {
    std::vector<uint8_t> landmark;  // per cell
    int landmarks = 0;
    double used = 0;                // when it last matched best
    cv::Mat spectrum;               // of x + iy, made when first needed
};

class Health {
public:
    explicit Health(const ugv_health_settings& settings) : settings_(settings) {}

    void ignore(std::vector<cv::Point2f> polygon) { ignored_.push_back(std::move(polygon)); }
    ugv_health_look look(const uint8_t* jpeg, int length, double seconds);
    int learn();
    void end_learning(bool keep);
    void forget();
    std::vector<uint8_t> save() const;
    bool load(const uint8_t* bytes, size_t length);

private:
    struct Match { float share = 0, flat = 0, soft = 0, sharpness = 1; int judged = 0; };
    struct Shift { cv::Point2f by; float share = 0; };

    void resize_to(cv::Size picture);
    void exposure(ugv_health_look& look) const;
    void stillness(double seconds, ugv_health_look& look);
    void see_edges();
    Match match(const Reference& reference) const;
    float match_at(const Reference& reference, cv::Point by) const;
    Shift find_shift(Reference& reference) const;
    cv::Mat spectrum_of(const View& view) const;
    cv::Rect cell_rect(int cell) const;

    ugv_health_settings settings_;
    std::vector<std::vector<cv::Point2f>> ignored_;
    cv::Size picture_, fine_size_, coarse_size_, cells_;
    cv::Mat fine_, watched_, watched_coarse_;  // 8U
    std::vector<uint8_t> cell_watched_;

    cv::Size still_cells_;
    cv::Mat still_;                            // 8U: each cell as it was when it last changed
    std::vector<double> changed_at_;           // seconds; NaN for a cell that is not watched

    View now_;
    std::vector<Reference> references_;
    View sum_;
    cv::Mat length_sum_;                       // 32F: sum of the edges' lengths
    std::vector<int> sharp_count_;
    int looks_ = 0;
};

}  // namespace ugv
