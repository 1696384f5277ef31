using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework;

/// <summary>What a city decides once about its casework.</summary>
public sealed record CaseworkOptions
{
    /// <summary>False: the centre has no 值班长; its acceptors file, decline and close.</summary>
    public bool HasShiftLeader { get; init; } = true;

    /// <summary>How often a delay, a return or hanging up is granted.</summary>
    public LawLimits Limits { get; init; } = new();

    /// <summary>Code scheme (分类编码) of the first version of the catalogue, see <see cref="Catalogue.CodeScheme"/>; later ones choose their own.</summary>
    public string CodeScheme { get; init; } = "gbt30428";

    /// <summary>IANA name of the city's zone: working time and the date in case numbers.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Periods of a working day. Holidays are data, see <c>holidays.csv</c> of the city.</summary>
    public IReadOnlyList<WorkPeriod> WorkPeriods { get; init; } = WorkingCalendar.DefaultPeriods;

    /// <summary>Days after which a closed case that nothing happens to is archived (归档).</summary>
    public int ArchiveAfterDays { get; init; } = 30;

    /// <summary>Metres within which open cases of one class may tell of the same (重复案件; Yuncheng: 50).</summary>
    public double DuplicateMetres { get; init; } = 50;

    /// <summary>Hours between two reports within which they may tell of the same (Yuncheng: 24).</summary>
    public double DuplicateHours { get; init; } = 24;

    /// <summary>Days after its closing within which the camera or sensor that raised a case opens it again; 0: never, a new case is made.</summary>
    public int DeviceReopenDays { get; init; } = 3;

    /// <summary>True: when the device that raised a case sees that it is solved, that answers the check (核查); false: it is proof for whoever answers.</summary>
    public bool DeviceAnswersCheck { get; init; }
}
