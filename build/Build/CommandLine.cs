using Cake.Core;
using Jumpbox.Settings;

namespace Build;

/// <summary>Every argument that the program takes beside Cake's own: the whole input surface in one place.</summary>
public static class CommandLine
{
    /// <summary>Overrides the setting <c>cloud</c>.</summary>
    public const string Cloud = "cloud";

    /// <summary>The settings file; <c>jumpbox.json</c> if left out.</summary>
    public const string Config = "config";

    /// <summary>The artifacts folder; <c>artifacts</c> if left out.</summary>
    public const string Artifacts = "artifacts";

    /// <summary>Overrides the setting <c>cleanup</c>.</summary>
    public const string Cleanup = "cleanup";

    /// <summary>One setting as <c>section.key=value</c>; repeatable.</summary>
    public const string Set = "set";

    /// <summary>Builds again although the image is there.</summary>
    public const string Force = "force";

    /// <summary>Leaves a build running after this time, with exit code 3.</summary>
    public const string DetachAfter = "detach-after";

    /// <summary>The engine of a rehearsal; the first that works if left out.</summary>
    public const string Engine = "engine";

    /// <summary>Rehearse: the mirror folder that is its whole network. Check: leaves out what needs the network.</summary>
    public const string Offline = "offline";

    /// <summary>Sweep takes only what is older than this.</summary>
    public const string OlderThan = "older-than";

    /// <summary>Rehearse: keeps the root file system as a tar. Sweep: how many of the newest images stay.</summary>
    public const string Keep = "keep";

    /// <summary>Lets Prereqs fail on warnings, and on what could not be read, too.</summary>
    public const string Strict = "strict";

    /// <summary>One check to leave out, as <c>id=reason</c>; repeatable.</summary>
    public const string Skip = "skip";

    /// <summary>Tool names with commas between; all tools if left out. For Update and Mirror.</summary>
    public const string Tools = "tools";

    /// <summary>Update only says what it would write.</summary>
    public const string Dry = "dry";

    /// <summary>Update also downloads and hashes every file.</summary>
    public const string Download = "download";

    /// <summary>The folder that Mirror fills.</summary>
    public const string To = "to";

    /// <summary>Lets Prereqs do the safe cures.</summary>
    public const string Fix = "fix";

    /// <summary>Answers yes where a person would be asked.</summary>
    public const string Yes = "yes";

    /// <summary>The world that a fresh LocalAzure begins with.</summary>
    public const string World = "world";

    /// <summary>How much faster than Azure LocalAzure goes; a few seconds for an image build if left out.</summary>
    public const string Speed = "speed";

    /// <summary>The port that Serve listens on.</summary>
    public const string Port = "port";

    /// <summary>The ready file of a LocalAzure that another process serves.</summary>
    public const string Served = "served";

    /// <summary>How LocalAzure runs an image build's steps: <c>simulate</c> or <c>rehearse</c>.</summary>
    public const string LocalBuild = "local-build";

    /// <summary>Rules for what goes wrong in LocalAzure.</summary>
    public const string Faults = "faults";

    /// <summary>One test project's folder name below <c>tests</c>.</summary>
    public const string Project = "project";

    /// <summary>A part of the names of the tests to run.</summary>
    public const string Filter = "filter";

    /// <summary>All arguments with what they do, for the guide and for the list of what is known.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [Cloud] = "the cloud to work in: local, azure, azureUSGovernment, azureChina",
            [Config] = "the settings file",
            [Artifacts] = "the folder for evidence and logs",
            [Cleanup] = "how much is taken away: none, role, template, all",
            [Set] = "one setting as section.key=value; repeatable",
            [DetachAfter] = "leave the image build running after this time of the run, as 50m, with exit code 3",
            [Engine] = "Rehearse: docker, podman, root or rootless; the first that works if left out",
            [Offline] =
                "Rehearse: a folder of the target Mirror as the whole network; Check: leave out what needs the network",
            [Keep] =
                "Rehearse: keep the root file system as a tar; Sweep: how many of the newest images stay, 3 if left out",
            [OlderThan] = "Sweep: only what is older than this, as 7d; 7d if left out",
            [Tools] = "tool names with commas between, for Update and Mirror",
            [Dry] = "Update says what it would write, and writes nothing",
            [Download] = "Update downloads and hashes every file too",
            [To] = "the folder that Mirror fills",
            [World] = "a file with the world that a fresh LocalAzure begins with",
            [Speed] = "LocalAzure: how much faster than Azure; 1 takes half an hour; a few seconds if left out",
            [Faults] = "LocalAzure: a file with rules for what goes wrong",
            [Port] = "Serve: the port on 127.0.0.1; any free one if left out",
            [LocalBuild] = "LocalAzure: simulate an image build's steps, or rehearse them for real",
            [Served] = "the ready file of a LocalAzure that another process serves, to work against that one",
            [Project] = "Test: one project, by its folder's name below tests",
            [Filter] = "Test: a part of the names of the tests to run",
            [Force] = "build again although the image is there",
            [Strict] = "Prereqs fails on warnings and on what could not be read too",
            [Fix] = "Prereqs does the safe cures: shows them, asks, does them, and checks again",
            [Yes] = "answer yes where a person would be asked; needed for --fix where there is no terminal",
            [Skip] = "one check to leave out, as id=reason; repeatable; the reason is recorded",
        };

    /// <summary>Says what the arguments do, beneath what Cake's own help says of its options.</summary>
    /// <param name="output">Takes the lines.</param>
    public static void Describe(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        int width = All.Keys.Max(name => name.Length);
        output.WriteLine();
        output.WriteLine("ARGUMENTS OF THIS BUILD:");
        foreach ((string name, string does) in All)
        {
            output.WriteLine($"    --{name.PadRight(width)}  {does}");
        }
        output.WriteLine();
        output.WriteLine("./build.sh alone lists the targets.");
    }

    /// <summary>Whether help is asked for.</summary>
    /// <param name="args">The command line.</param>
    public static bool AsksForHelp(IEnumerable<string> args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>Refuses arguments that nobody reads: a misspelt one would be silently without effect.</summary>
    /// <param name="arguments">The command line's arguments beside Cake's own.</param>
    /// <exception cref="SettingsException">At least one is unknown; the message names all.</exception>
    public static void RequireKnown(ICakeArguments arguments)
    {
        string[] unknown = [.. arguments.GetArguments().Keys.Where(name => !All.ContainsKey(name) && !IsCakes(name))];
        if (unknown.Length > 0)
        {
            throw new SettingsException(
                $"Unknown argument --{string.Join(", --", unknown)}. Known beside Cake's own: --{string.Join(", --", All.Keys)}."
            );
        }
    }

    // Cake passes the target on as an argument, and reads its settings from arguments with an underscore.
    private static bool IsCakes(string name) =>
        name is "target" or "no-report" || name.Contains('_', StringComparison.Ordinal);
}
