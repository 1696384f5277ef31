// What one camera sees on a small work grid: a background layer, a candidate layer ("what stands here now"), and the
// static blobs in which they differ.
#pragma once
#include <opencv2/core.hpp>
#include <array>
#include <map>
#include <vector>
#include "ugvision.h"

namespace ugv {

// Mask and picture of one blob at the moment it was taken.
struct Region {
    cv::Rect box;
    cv::Mat mask;      // 8U 0/1, size of the box
    cv::Mat portrait;  // 32F grey of the candidate layer
    cv::Mat colours;   // square root of its colour histogram
    int area = 0;
};

class Scene {
public:
    explicit Scene(const ugv_settings& settings) : settings_(settings) {}

    void set_zone(int zone, std::vector<cv::Point2f> polygon);
    ugv_frame feed(const uint8_t* jpeg, int length, double seconds);
    const std::vector<ugv_blob>& blobs() const { return blobs_; }
    void cells(uint8_t* cells, int columns, int rows) const;
    void relearn();

    int take(int label);
    void drop(int region) { regions_.erase(region); }
    ugv_look look(int region) const;
    ugv_features features(int region) const;
    ugv_place place(int region, int zone) const;
    float same_colours(int region, int other) const;
    int moved(int region, int zone, int reach, double since, bool around_only) const;
    int others(int region, int zone, int reach) const;
    cv::Rect figure(int region, int reach) const;
    std::vector<ugv_piece> company(int region, int zone, int reach) const;
    void absorb(int region);
    void absorb_box(cv::Rect box);

    std::vector<ugv_mover> movers() const;
    float occupied(int zone) const;
    void set_reference(const uint8_t* jpeg, int length, std::vector<int> zones);
    int reference_use() const { return reference_use_; }
    void signature(cv::Rect box, uint8_t* pixels) const;
    cv::Mat background_picture() const;

private:
    using Planes = std::array<cv::Mat, 3>;

    // scene.cpp: the order of one frame
    void resize_to(cv::Size picture);
    void see(const cv::Mat& picture);
    cv::Mat toned(const cv::Mat& picture) const;
    bool learn(double seconds, float wanted_seconds);
    void start_layers();
    bool changed_entirely(double seconds, ugv_frame& frame);
    void note_changes(float light_gain);
    void find_static();
    void find_moving();
    void list_blobs();
    void rebase_clock(double seconds);

    // light.cpp
    float follow_light();
    cv::Mat light_gain(const cv::Mat& grey, const Planes& layer, const cv::Mat& busy, float likeness_min, float majority) const;
    void remove_light(cv::Mat& still) const;

    // pixels.cpp
    float foreground_share() const;
    void update_pixels(float dt);

    // reference.cpp
    void start_from_reference();

    // region.cpp; company.cpp
    const Region& region(int id) const;
    float weather_share(float from) const;
    cv::Rect around(const Region& region, int reach) const;
    cv::Mat self_mask(const Region& region, cv::Rect view, int grow) const;
    cv::Mat layer_grey(const Planes& layer, cv::Rect view) const;
    float outline_gain(const cv::Mat& self, cv::Rect view) const;
    void absorb_mask(const cv::Mat& mask, cv::Rect view);

    cv::Rect frame_rect() const { return {{0, 0}, grid_}; }
    const cv::Mat* zone_mask(int zone) const;

    ugv_settings settings_;
    cv::Size picture_, grid_;
    cv::Mat small_, grey_;                           // 8U: the frame after tone curve; its grey
    Planes now_, background_, candidate_;            // now 8U, layers 32F
    cv::Mat noise_, support_, since_, moved_;        // 32F: grey levels; s; clock; clock
    cv::Mat settled_, before_;                       // 32F: clock of the last change from frame to frame; 8U: the grey before
    cv::Mat foreground_, static_raw_, opened_;       // 8U 0/1 of the last frame
    cv::Mat static_, static_wide_, busy_;            // 8U 0/1: without light; raw, grown; foreground, grown
    cv::Mat labels_;
    std::vector<ugv_blob> blobs_;

    std::map<int, std::vector<cv::Point2f>> polygons_;
    std::vector<std::vector<cv::Point2f>> ignored_polygons_;
    std::map<int, cv::Mat> zones_;
    cv::Mat watched_;                                // 8U 0/1: 0 where a polygon is ignored

    mutable double weather_at_ = -1, weather_since_ = 0;  // of the share below
    mutable float weather_share_ = 0;

    bool live_ = false;
    std::vector<std::pair<double, cv::Mat>> learned_;
    double epoch_ = 0;                               // maps hold clock - epoch, so that floats stay exact for ever
    double last_seconds_ = 0;
    cv::Mat reference_picture_;                      // as decoded; empty: none
    std::vector<int> reference_zones_;
    int reference_use_ = 0;
    std::map<int, Region> regions_;
    int next_region_ = 1;
};

}  // namespace ugv
