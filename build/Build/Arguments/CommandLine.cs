using Jumpbox.Rehearsal;

namespace Build.Arguments;

/// <summary>Every argument besides Cake's own.</summary>
internal static class CommandLine
{
    /// <summary>Overrides the setting <c>cloud</c>.</summary>
    public const string Cloud = "cloud";

    /// <summary>The settings file; <c>jumpbox.json</c> by default.</summary>
    public const string Config = "config";

    /// <summary>The artifacts folder; <c>artifacts</c> by default.</summary>
    public const string Artifacts = "artifacts";

    /// <summary>Overrides the setting <c>cleanup</c>.</summary>
    public const string Cleanup = "cleanup";

    /// <summary>One setting as <c>section.key=value</c>; repeatable.</summary>
    public const string Set = "set";

    /// <summary>Rebuilds an existing image.</summary>
    public const string Force = "force";

    /// <summary>Leaves a build running after this time, with exit code 3.</summary>
    public const string DetachAfter = "detach-after";

    /// <summary>The engine of a rehearsal; by default the first that works.</summary>
    public const string Engine = "engine";

    /// <summary>Rehearse: the mirror folder that is its whole network. Check: leaves out what needs the network.</summary>
    public const string Offline = "offline";

    /// <summary>Sweep removes only what is older than this.</summary>
    public const string OlderThan = "older-than";

    /// <summary>Rehearse: keeps the root file system as a tar. Sweep: how many of the newest good images stay.</summary>
    public const string Keep = "keep";

    /// <summary>Lets Prereqs also fail on warnings and on checks that could not be evaluated.</summary>
    public const string Strict = "strict";

    /// <summary>One check to leave out, as <c>id=reason</c>; repeatable.</summary>
    public const string Skip = "skip";

    /// <summary>Comma-separated tool names for Update and Mirror; all tools by default.</summary>
    public const string Tools = "tools";

    /// <summary>Update only shows what it would write.</summary>
    public const string Dry = "dry";

    /// <summary>Update also downloads and hashes every file.</summary>
    public const string Download = "download";

    /// <summary>The folder that Init or Mirror fills.</summary>
    public const string To = "to";

    /// <summary>Lets Prereqs apply the safe fixes.</summary>
    public const string Fix = "fix";

    /// <summary>Answers yes to every prompt.</summary>
    public const string Yes = "yes";

    /// <summary>Rehearse succeeds where no engine of this machine can rehearse.</summary>
    public const string WherePossible = "where-possible";

    /// <summary>LocalAzure's initial world.</summary>
    public const string World = "world";

    /// <summary>How much faster LocalAzure is than Azure; by default an image build takes a few seconds.</summary>
    public const string Speed = "speed";

    /// <summary>The port that Serve listens on.</summary>
    public const string Port = "port";

    /// <summary>The ready file of a LocalAzure that another process serves.</summary>
    public const string Served = "served";

    /// <summary>How LocalAzure runs an image build's steps: <c>simulate</c> or <c>rehearse</c>.</summary>
    public const string LocalBuild = "local-build";

    /// <summary>The value of <see cref="LocalBuild"/> that simulates the steps.</summary>
    public const string Simulate = "simulate";

    /// <summary>The value of <see cref="LocalBuild"/> that runs the steps in a sandbox.</summary>
    public const string Rehearse = "rehearse";

    /// <summary>LocalAzure's fault injection rules.</summary>
    public const string Faults = "faults";

    /// <summary>One test project's folder name below <c>tests</c>.</summary>
    public const string Project = "project";

    /// <summary>Lets Test measure which lines and branches the tests run.</summary>
    public const string Coverage = "coverage";

    /// <summary>A part of the names of the tests to run.</summary>
    public const string Filter = "filter";

    /// <summary>All arguments, by name: what each takes and does. Everything that reads or explains them reads this table.</summary>
    public static IReadOnlyList<KnownArgument> All { get; } =
    [
        new(Artifacts, ArgumentKind.NewFolder, "the folder for evidence and logs"),
        new(
            Cleanup,
            ArgumentKind.OneOf("none", "role", "template", "all"),
            "how much to delete afterwards: none, role, template, all"
        ),
        new(
            Cloud,
            ArgumentKind.OneOf("local", "azure", "azureUSGovernment", "azureChina"),
            "the cloud to work in: local, azure, azureUSGovernment, azureChina"
        ),
        new(
            Config,
            ArgumentKind.FileWith("Specify its path with --config=FILE, or copy jumpbox.json from the repository."),
            "the settings file"
        ),
        new(Coverage, ArgumentKind.Flag, "Test: measure line and branch coverage of every project under build"),
        new(
            DetachAfter,
            ArgumentKind.Span,
            "detach from the image build after this time, such as 50m, and exit with code 3"
        ),
        new(Download, ArgumentKind.Flag, "Update: also download and hash every file"),
        new(Dry, ArgumentKind.Flag, "Update: show the changes without writing them"),
        new(
            Engine,
            ArgumentKind.OneOf(RehearsalEngines.Names),
            "Rehearse: docker, podman, root or rootless; default: the first that works"
        ),
        new(
            Faults,
            ArgumentKind.FileWith("See docs/localazure.md for the format of the rules."),
            "LocalAzure: a file with fault injection rules"
        ),
        new(Filter, ArgumentKind.Text, "Test: run only tests whose names contain this text"),
        new(Fix, ArgumentKind.Flag, "Prereqs: apply the safe fixes after confirmation, then check again"),
        new(Force, ArgumentKind.Flag, "rebuild even if the image already exists"),
        new(
            Keep,
            ArgumentKind.Flag,
            "Rehearse: keep the root file system as a tar; Sweep: how many of the newest good images to keep, default 3"
        )
        {
            Elsewhere = ("Sweep", ArgumentKind.Count),
        },
        new(
            LocalBuild,
            ArgumentKind.OneOf(Simulate, Rehearse),
            "LocalAzure: simulate the steps of an image build, or rehearse them for real"
        ),
        new(
            Offline,
            ArgumentKind.Folder,
            "Rehearse: use a folder filled by Mirror instead of the network; Check: skip what needs the network"
        )
        {
            Elsewhere = ("Check", ArgumentKind.Flag),
        },
        new(OlderThan, ArgumentKind.Span, "Sweep: remove only what is older than this; default 7d"),
        new(Port, ArgumentKind.Port, "Serve: the port on 127.0.0.1; default: any free port"),
        new(Project, ArgumentKind.Text, "Test: one project, by its folder name under tests"),
        new(
            Served,
            ArgumentKind.FileWith("Start LocalAzure with --target=Serve; it prints the path of its ready file."),
            "the ready file of a LocalAzure served by another process, to use that one"
        ),
        new(Set, ArgumentKind.Setting, "one setting as section.key=value; repeatable") { Repeatable = true },
        new(Skip, ArgumentKind.Skip, "skip one check, as id=reason; repeatable; the reason is recorded")
        {
            Repeatable = true,
        },
        new(
            Speed,
            ArgumentKind.Factor,
            "LocalAzure: how much faster than Azure; 1 takes half an hour; default: a few seconds"
        ),
        new(Strict, ArgumentKind.Flag, "Prereqs: fail on warnings and on checks that could not be evaluated, too"),
        new(To, ArgumentKind.NewFolder, "Init: the folder of the new repository; Mirror: the folder to download into")
        {
            NeededBy = "Mirror",
        },
        new(Tools, ArgumentKind.Names, "Update and Mirror: comma-separated tool names"),
        new(WherePossible, ArgumentKind.Flag, "Rehearse: where no engine works, report why and succeed"),
        new(
            World,
            ArgumentKind.FileWith("See docs/localazure.md for the format of a world."),
            "LocalAzure: a file with the initial world"
        ),
        new(Yes, ArgumentKind.Flag, "answer yes to every prompt; required for --fix without a terminal"),
    ];

    /// <summary>Prints the arguments below Cake's own help.</summary>
    /// <param name="output">Receives the lines.</param>
    public static void Describe(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        int width = All.Max(argument => argument.Name.Length);
        output.WriteLine();
        output.WriteLine("ARGUMENTS OF THIS BUILD:");
        foreach (KnownArgument argument in All)
        {
            output.WriteLine($"    --{argument.Name.PadRight(width)}  {argument.Does}");
        }
        output.WriteLine();
        output.WriteLine("Run ./build.sh without arguments to list the targets.");
    }

    /// <summary>Whether help is requested.</summary>
    /// <param name="args">The command line.</param>
    public static bool AsksForHelp(IEnumerable<string> args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>Whether an argument exists.</summary>
    /// <param name="name">The argument's name.</param>
    public static bool IsKnown(string name) => IsOurs(name) || IsCakes(name);

    // All that Cake reads, so that a slip like --dry_run is not taken for one. Source: Cake, Cake.Core.Constants,
    // Cake.NuGet.Constants and Cake.Cli.Constants.
    private static readonly string[] CakeSettings =
    [
        .. (string[])["NuGet_ConfigFile", "NuGet_LoadDependencies", "NuGet_NonInteractive", "NuGet_Source"],
        .. (string[])["NuGet_UseInProcessClient", "NuGet_UseLegacyRidGraph"],
        .. (string[])["Paths_Addins", "Paths_Cache", "Paths_Modules", "Paths_Tools"],
        .. (string[])["Settings_EnableScriptCache", "Settings_NoMonoCoersion", "Settings_NoReport"],
        .. (string[])
            ["Settings_ShowProcessCommandLine", "Settings_SkipPackageVersionCheck", "Settings_SkipVerification"],
        .. (string[])
            ["Settings_UnifiedDependencyGraphForMultipleTargets", "Settings_UseSpectreConsoleForConsoleOutput"],
        "Settings_Verbosity",
    ];

    private static bool IsOurs(string name) =>
        All.Any(argument => argument.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Cake passes the target on as an argument, and reads its settings from arguments too.
    private static bool IsCakes(string name) =>
        name is "target" or "no-report" || CakeSettings.Contains(name, StringComparer.OrdinalIgnoreCase);
}
