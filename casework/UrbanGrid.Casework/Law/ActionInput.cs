namespace UrbanGrid.Casework.Law;

/// <summary>Keys of what a step may ask for; the console shows one field each.</summary>
public static class ActionInput
{
    /// <summary>Written reason or result.</summary>
    public const string Opinion = "opinion";

    /// <summary>Code of the department that shall handle the case.</summary>
    public const string Department = "department";

    /// <summary><see cref="Pass"/> or <see cref="Fail"/>.</summary>
    public const string Result = "result";

    /// <summary>Key of the filing condition.</summary>
    public const string Condition = "condition";

    /// <summary>Files that show it.</summary>
    public const string Evidence = "evidence";

    /// <summary>The check found the problem solved.</summary>
    public const string Pass = "pass";

    /// <summary>The check found it not solved.</summary>
    public const string Fail = "fail";
}
