using Build.Arguments;
using Build.Run;

namespace Build.Terminal;

/// <summary>What <c>--help</c> prints: Cake's options, then the arguments of the build, from the table that validates them.</summary>
internal static class HelpText
{
    // Cake's own help names Build.dll, which users never type.
    private static readonly (string Option, string Description)[] OfCake =
    [
        ("-t, --target=NAME", "the target to run; can be repeated"),
        ("-e, --exclusive", "run the target without the targets that it depends on"),
        ("--dryrun", "show which targets would run, in order, and run none"),
        ("--tree", "show which target depends on which"),
        ("--description", "show what each target does"),
        ("--no-report", "omit the summary of durations at the end"),
        ("-v, --verbosity=LEVEL", "Quiet, Minimal, Normal, Verbose or Diagnostic"),
        ("-w, --working=DIR", "set the working directory"),
        ("--version, --info", "show Cake's version"),
        ("-h, --help", "show this help"),
    ];

    /// <summary>Prints it.</summary>
    /// <param name="output">Receives the lines.</param>
    public static void Write(TextWriter output)
    {
        string command = Command();
        (string Option, string Description)[] own =
        [
            .. CommandLine.All.Select(argument => ($"--{argument.Name}", argument.Description)),
        ];
        int width = OfCake.Concat(own).Max(one => one.Option.Length);
        output.WriteLine($"USAGE: {command} --target=NAME [--ARGUMENT=VALUE …]");
        Write(output, "OPTIONS", OfCake, width);
        Write(output, "ARGUMENTS", own, width);
        output.WriteLine();
        output.WriteLine($"Run {command} without arguments to list the targets.");
    }

    private static void Write(
        TextWriter output,
        string title,
        IEnumerable<(string Option, string Description)> lines,
        int width
    )
    {
        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach ((string option, string description) in lines)
        {
            output.WriteLine($"    {option.PadRight(width)}  {description}");
        }
    }

    // The wrapper where there is one; an installed tool may be started without.
    private static string Command()
    {
        string wrapper = OperatingSystem.IsWindows() ? "build.ps1" : "build.sh";
        return File.Exists(Path.Combine(UserRepository.Root, wrapper)) ? $"./{wrapper}" : "dotnet tool run jumpbox --";
    }
}
