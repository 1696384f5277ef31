using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Triage.Filing;

/// <summary>Whether incidents of a category are filed without an operator, as the administrator allows it, and where that stands.</summary>
public sealed class FilingPolicy
{
    /// <summary><c>event/0110</c> or <c>component/0103</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Whether the administrator allows it.</summary>
    public bool Enabled { get; set; }

    /// <summary>Precision that what is filed must have, 0..1.</summary>
    public double MinPrecision { get; set; } = 0.95;

    /// <summary>Verdicts that must show it.</summary>
    public int MinVerdicts { get; set; } = 100;

    /// <summary>One of so many incidents that would be filed goes to an operator, and the first of each day.</summary>
    public int SampleEvery { get; set; } = 20;

    /// <summary>Where it stands.</summary>
    public FilingState State { get; set; } = FilingState.Off;

    /// <summary>Since when, Unix ms.</summary>
    public long StateAt { get; set; }

    /// <summary><see cref="FilingFinding"/> of the last look at it.</summary>
    public string? StateJson { get; set; }

    /// <summary>Probability from which an incident is filed; null while none would keep the precision.</summary>
    public double? Threshold { get; set; }

    /// <summary>Incidents that were due for filing since it files.</summary>
    public long Due { get; set; }

    /// <summary>Day of the city on which the last sample was taken, as <c>yyyymmdd</c>; 0 before the first.</summary>
    public int SampledDay { get; set; }

    /// <summary>Who changed it last, Chinese name.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>When, Unix ms.</summary>
    public long ChangedAt { get; set; }

    /// <summary>The last look at it.</summary>
    public FilingFinding? Finding => StateJson is null ? null : JsonSerializer.Deserialize<FilingFinding>(StateJson, ApiJson.Options);
}

/// <summary>Where the automatic filing of a category stands.</summary>
public enum FilingState
{
    /// <summary>Not allowed by the administrator.</summary>
    Off,
    /// <summary>Allowed, but what is known does not show the precision yet; operators decide on everything.</summary>
    Waiting,
    /// <summary>Incidents above the threshold are filed.</summary>
    Filing,
    /// <summary>It filed, and what operators said of the samples fell under the precision; it stays off until the administrator allows it again.</summary>
    Suspended,
}

/// <summary>How policies lie in the database.</summary>
internal sealed class FilingPolicyTable : IEntityTypeConfiguration<FilingPolicy>
{
    public void Configure(EntityTypeBuilder<FilingPolicy> builder)
    {
        builder.ToTable("filing_policies").HasKey(p => p.Category);
        builder.Property(p => p.State).HasConversion<string>();
        builder.Ignore(p => p.Finding);
    }
}
