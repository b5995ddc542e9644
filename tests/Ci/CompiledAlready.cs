namespace Ci.Tests;

/// <summary>
/// A <c>dotnet</c> whose <c>build</c> brings the program that these tests refer to, so that a wrapper is tested without a compiler:
/// that one is tried in the makers' pipelines, which begin with build.sh in a clean clone. Everything else goes to the real one. A
/// source that says <c>oops</c> does not compile.
/// </summary>
internal sealed class CompiledAlready
{
    private CompiledAlready(string folder) => Folder = folder;

    /// <summary>The real one.</summary>
    private static string Real { get; } =
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .First(File.Exists);

    /// <summary>The program that is compiled.</summary>
    public static string Program { get; } = Path.GetDirectoryName(Repository.Program)!;

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>The arguments of each <c>build</c>.</summary>
    public string[] Builds => File.Exists(Calls) ? File.ReadAllLines(Calls) : [];

    private string Calls => Path.Combine(Folder, "calls");

    /// <summary>Writes it into a folder.</summary>
    public static CompiledAlready In(string folder)
    {
        CompiledAlready dotnet = new(folder);
        // The wrappers look for the installed SDKs beside the program.
        string real = new FileInfo(Real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Real;
        foreach (string sdk in Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(real)!, "sdk")))
        {
            Directory.CreateDirectory(Path.Combine(folder, "sdk", Path.GetFileName(sdk)));
        }
        string script = Path.Combine(folder, "dotnet");
        File.WriteAllText(
            script,
            $"""
            #!/bin/bash
            [ "$1" = build ] || exec {Real} "$@"
            echo "$*" >>{dotnet.Calls}
            sleep "$COMPILES_FOR"
            ! grep oops build/Build/Program.cs || exit 1
            mkdir -p build/Build/bin/Release/net10.0
            cp -R {Program}/. build/Build/bin/Release/net10.0

            """.ReplaceLineEndings("\n")
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return dotnet;
    }

    /// <summary>Variables for a program that is to find it.</summary>
    /// <param name="seconds">How long a compilation takes.</param>
    public IReadOnlyDictionary<string, string?> Variables(double seconds = 0) =>
        new Dictionary<string, string?>
        {
            ["PATH"] = $"{Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["COMPILES_FOR"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
}
