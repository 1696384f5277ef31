using UrbanGrid.Casework;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Setup;

namespace UrbanGrid.Hub.Cases.Law;

/// <summary><c>hub law</c>: prints the law of the casework; from its command line to the exit code.</summary>
public static class LawRun
{
    /// <summary>Word of the command line that asks for it.</summary>
    public const string Command = "law";

    private const string Help = """
        UrbanGrid hub law --markdown | --into FILE

          --markdown     print states, roles and steps as Markdown
          --into FILE    renew the printed part of a document, such as casework/README.md

        """;

    /// <summary>Prints, or renews a document.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var law = new CaseLaw(new CaseworkOptions());
        switch (arguments)
        {
            case ["--help"]:
                Console.Out.Write(Help);
                return ExitCode.Done;
            case ["--markdown"]:
                Console.Out.Write(LawMarkdown.Print(law));
                return ExitCode.Done;
            case ["--into", var file]:
                return await RenewAsync(file, law);
            default:
                Console.Error.WriteLine("Write: law --markdown, or law --into FILE.");
                return ExitCode.WrongCommandLine;
        }
    }

    private static async Task<int> RenewAsync(string file, CaseLaw law)
    {
        try
        {
            await File.WriteAllTextAsync(file, LawMarkdown.Renew(await File.ReadAllTextAsync(file), law));
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.WrongCommandLine;
        }
    }
}
