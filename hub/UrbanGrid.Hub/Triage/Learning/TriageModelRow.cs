using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>A version of a rule's model as it is kept. No version is ever thrown away, so any can be taken again.</summary>
public sealed class TriageModelRow
{
    /// <summary>Outcome of a training that was better than what was in use.</summary>
    public const string Accepted = "accepted";

    /// <summary>Outcome of a training that was worse on the newest verdicts and so was not taken.</summary>
    public const string Worse = "worse";

    /// <summary>Given by the store.</summary>
    public long Id { get; init; }

    /// <summary>Rule.</summary>
    public required string Rule { get; init; }

    /// <summary>1, 2, 3 … within the rule.</summary>
    public required int Version { get; init; }

    /// <summary>Unix ms.</summary>
    public required long TrainedAt { get; init; }

    /// <summary>Id of the newest verdict it was fitted on.</summary>
    public required long TrainedThrough { get; init; }

    /// <summary><see cref="Accepted"/> or <see cref="Worse"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whether it is in use; at most one version of a rule is.</summary>
    public bool IsActive { get; set; }

    /// <summary>When it was taken into use last, Unix ms.</summary>
    public long? ActivatedAt { get; set; }

    /// <summary>Who took it into use; null for the training itself.</summary>
    public string? ActivatedBy { get; set; }

    /// <summary><see cref="TrainingFigures"/>.</summary>
    public required string FiguresJson { get; init; }

    /// <summary><see cref="TriageModel"/>.</summary>
    public required string ModelJson { get; init; }
}

/// <summary>How versions lie in the database.</summary>
internal sealed class TriageModelTable : IEntityTypeConfiguration<TriageModelRow>
{
    public void Configure(EntityTypeBuilder<TriageModelRow> builder) => builder.ToTable("triage_models");
}
