using Jumpbox.Rehearsal;
using Jumpbox.Settings;

namespace Build.Arguments;

/// <summary>All arguments in addition to Cake's.</summary>
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

    /// <summary>A setting as <c>section.key=value</c>; repeatable.</summary>
    public const string Set = "set";

    /// <summary>The build subnet for new settings.</summary>
    public const string Subnet = "subnet";

    /// <summary>Writes a network to deploy instead of settings.</summary>
    public const string Network = "network";

    /// <summary>Ensures a gallery for new settings.</summary>
    public const string Gallery = "gallery";

    /// <summary>Rebuilds an existing image.</summary>
    public const string Force = "force";

    /// <summary>Leaves a build running after this time, with exit code 3.</summary>
    public const string DetachAfter = "detach-after";

    /// <summary>The program of this machine that assesses a rehearsed root file system.</summary>
    public const string Assess = "assess";

    /// <summary>The rules that it judges by.</summary>
    public const string AssessContent = "assess-content";

    /// <summary>The engine of a rehearsal; by default the first that can be used.</summary>
    public const string Engine = "engine";

    /// <summary>Rehearse: the mirror folder that is the entire network. Check: skips what needs the network.</summary>
    public const string Offline = "offline";

    /// <summary>Sweep deletes only what is older than this.</summary>
    public const string OlderThan = "older-than";

    /// <summary>Rehearse: keeps the root file system as a tar. Sweep: how many of the newest good images are kept.</summary>
    public const string Keep = "keep";

    /// <summary>Makes Prereqs also fail on warnings and on checks that could not be evaluated.</summary>
    public const string Strict = "strict";

    /// <summary>A check to skip, as <c>id=reason</c>; repeatable.</summary>
    public const string Skip = "skip";

    /// <summary>Comma-separated tool names for Update and Mirror; all tools by default.</summary>
    public const string Tools = "tools";

    /// <summary>Update only shows what it would write.</summary>
    public const string Dry = "dry";

    /// <summary>Update also downloads and hashes every file.</summary>
    public const string Download = "download";

    /// <summary>Comma-separated names of tools for which Update may step back.</summary>
    public const string Accept = "accept";

    /// <summary>An image of a fleet; for the targets that change one image, also which of its versions.</summary>
    public const string Image = "image";

    /// <summary>The targets whose <see cref="Image"/> is a version.</summary>
    public static IReadOnlyList<string> OfVersions { get; } = ["Promote", "Retire", "Revoke", "Rollback", "Rollout"];

    /// <summary>The bill of the last build; repeatable.</summary>
    public const string Bill = "bill";

    /// <summary>Security notices: a file or an address.</summary>
    public const string Notices = "notices";

    /// <summary>How many images of a fleet are worked on at once.</summary>
    public const string Parallel = "parallel";

    /// <summary>A scanner's report, which Scan reads instead of running a scanner.</summary>
    public const string Report = "report";

    /// <summary>Why a release is revoked.</summary>
    public const string Reason = "reason";

    /// <summary>The environment of <see cref="Image"/>.</summary>
    public const string Environment = "environment";

    /// <summary>The release that Compare begins with, and that Release writes the notes from.</summary>
    public const string From = "from";

    /// <summary>The folder that Init or Mirror fills, the environment that Promote copies to, or the release that Compare ends with.</summary>
    public const string To = "to";

    /// <summary>The flow that Prereqs explains hop by hop.</summary>
    public const string Explain = "explain";

    /// <summary>Makes Prereqs apply the safe fixes.</summary>
    public const string Fix = "fix";

    /// <summary>Makes Prereqs open each connection from a container in the subnet.</summary>
    public const string Probe = "probe";

    /// <summary>The value of <see cref="Probe"/> with which it also creates a machine in the build subnet.</summary>
    public const string Machines = "machines";

    /// <summary>Answers yes to all prompts.</summary>
    public const string Yes = "yes";

    /// <summary>The digest of the list that Sweep printed, and may delete.</summary>
    public const string List = "list";

    /// <summary>Rehearse succeeds where no engine of this machine can rehearse.</summary>
    public const string WherePossible = "where-possible";

    /// <summary>Scan succeeds without a scan where the settings do not ask for one.</summary>
    public const string WhereSet = "where-set";

    /// <summary>Rehearse compares two root file systems.</summary>
    public const string Twice = "twice";

    /// <summary>LocalAzure's initial world.</summary>
    public const string World = "world";

    /// <summary>Makes LocalAzure refuse API versions that are newer than the specifications it has.</summary>
    public const string StrictVersions = "strict-versions";

    /// <summary>LocalAzure's speed relative to Azure; by default an image build takes a few seconds.</summary>
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

    /// <summary>The folder name of a test project below <c>tests</c>.</summary>
    public const string Project = "project";

    /// <summary>Makes Test measure line and branch coverage.</summary>
    public const string Coverage = "coverage";

    /// <summary>A part of the names of the tests to run.</summary>
    public const string Filter = "filter";

    /// <summary>All arguments by name, with their values and descriptions; the single source for parsing and help.</summary>
    public static IReadOnlyList<KnownArgument> All { get; } =
    [
        new(
            Accept,
            ArgumentKind.Names,
            "tools for which a lower version, a moved tag or a lost signature is right; base-images for older base images"
        )
        {
            ReadBy = ["Update"],
        },
        new(Artifacts, ArgumentKind.NewFolder, "the folder for evidence and logs"),
        new(
            Assess,
            ArgumentKind.OneOf([.. AssessmentRequest.Tools]),
            "have the finished root file system assessed by a program of this machine: openscap"
        )
        {
            ReadBy = ["Rehearse"],
        },
        new(
            AssessContent,
            ArgumentKind.FileWith("Pass the data stream of ComplianceAsCode for the image's Ubuntu release."),
            "the rules of --assess, a data stream; default: that of the package ssg-debderived"
        )
        {
            ReadBy = ["Rehearse"],
        },
        new(
            Bill,
            ArgumentKind.NewFile,
            "sbom.spdx.json of an image's last build, whose packages --notices is compared with; repeatable"
        )
        {
            Repeatable = true,
            ReadBy = ["Update"],
        },
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
        )
        {
            Elsewhere = [new("Init", ArgumentKind.NewFile, "the settings file to write")],
        },
        new(Coverage, ArgumentKind.Flag, "measure line and branch coverage of every project under build")
        {
            ReadBy = ["Test"],
        },
        new(
            DetachAfter,
            ArgumentKind.Span,
            "detach from the image build after this time, such as 50m, and exit with code 3"
        )
        {
            ReadBy = ["Build"],
        },
        new(Download, ArgumentKind.Flag, "also download and hash every file") { ReadBy = ["Update"] },
        new(Dry, ArgumentKind.Flag, "show the changes without writing them") { ReadBy = ["Update"] },
        new(
            Engine,
            ArgumentKind.OneOf(RehearsalEngines.Names),
            "docker, podman, root or rootless; default: the first that works"
        )
        {
            ReadBy = ["Rehearse"],
            ReadWith = LocalBuild,
        },
        new(Environment, ArgumentKind.Word, "the environment that the image is in; default: the gallery of the build")
        {
            ReadBy = ["Retire", "Revoke", "Rollback", "Rollout"],
        },
        new(
            Faults,
            ArgumentKind.FileWith("See docs/localazure.md for the format of the rules."),
            "LocalAzure: a file with fault injection rules"
        )
        {
            LocalOnly = true,
        },
        new(Explain, ArgumentKind.Text, "explain a flow hop by hop: a host, a subnet, subnet->host, or all")
        {
            ReadBy = ["Prereqs"],
        },
        new(Filter, ArgumentKind.Text, "run only tests whose names contain this text") { ReadBy = ["Test"] },
        new(Fix, ArgumentKind.Flag, "apply the safe fixes after confirmation, then check again")
        {
            ReadBy = ["Prereqs"],
        },
        new(Force, ArgumentKind.Flag, "rebuild even if the image already exists")
        {
            ReadBy = ["Build"],
            Elsewhere = [new("Init", ArgumentKind.Flag, "replace an existing file")],
        },
        new(
            From,
            ArgumentKind.Text,
            "the earlier release: an image's id or name, a folder of evidence, or a Git tag; default: the last release before the other one"
        )
        {
            ReadBy = ["Compare", "Release"],
        },
        new(
            Gallery,
            ArgumentKind.GalleryName,
            "create a gallery and an image definition if missing, and distribute to it; default: a name from image.name"
        )
        {
            ReadBy = ["Init"],
        },
        new(Keep, ArgumentKind.Flag, "keep the root file system as a tar")
        {
            ReadBy = ["Rehearse"],
            Elsewhere =
            [
                new(
                    "Sweep",
                    ArgumentKind.Count,
                    "how many of the newest unreleased images to keep; default: retention.keepUnreleased"
                ),
            ],
        },
        new(
            Image,
            ArgumentKind.Text,
            "one of several images, by its name, with * and ?; repeatable; default: all. Promote, Retire, Revoke, Rollback and Rollout: the version, by "
                + "its number, name or resource id, as NAME:VERSION if there are several images; default for Promote, Rollback and Rollout: the "
                + "last good release"
        )
        {
            Repeatable = true,
            NeededBy = ["Retire", "Revoke"],
        },
        new(
            List,
            ArgumentKind.SweepDigest,
            "with --yes: remove exactly the list with this digest, which Sweep prints; required without a terminal; repeatable, for several "
                + "images"
        )
        {
            Repeatable = true,
            ReadBy = ["Sweep"],
        },
        new(
            LocalBuild,
            ArgumentKind.OneOf(Simulate, Rehearse),
            "LocalAzure: simulate the steps of an image build, or rehearse them for real"
        )
        {
            LocalOnly = true,
        },
        new(
            Network,
            ArgumentKind.OneOf("new"),
            "new: write network.bicep, a network for trying out, and print the commands that deploy it"
        )
        {
            ReadBy = ["Init"],
            Excludes = [Subnet, Gallery, Set],
        },
        new(
            Notices,
            ArgumentKind.Notices,
            "move the archive snapshot if a security notice fixes an installed package, or after refresh.packageDays; a file or an address "
                + "instead of Canonical's"
        )
        {
            ReadBy = ["Update"],
        },
        new(Offline, ArgumentKind.Folder, "use a folder filled by Mirror instead of the network")
        {
            ReadBy = ["Rehearse"],
            ReadWith = LocalBuild,
            Elsewhere = [new("Check", ArgumentKind.Flag, "skip what needs the network")],
        },
        new(
            OlderThan,
            ArgumentKind.Span,
            "remove only what is older than this; default: 7d, and for images the settings under retention"
        )
        {
            ReadBy = ["Sweep"],
        },
        new(
            Parallel,
            ArgumentKind.Count,
            "how many of several images at once; default: all, for Rehearse one. Builds also wait for quota"
        ),
        new(Port, ArgumentKind.Port, "the port on 127.0.0.1; default: any free port") { ReadBy = ["Serve"] },
        new(
            Probe,
            ArgumentKind.FlagOr(Machines),
            "open each connection from a container group in the subnet, which is created and deleted; with =machines also from a "
                + "machine of the build VM's size in the build subnet; see docs/network.md"
        )
        {
            ReadBy = ["Prereqs"],
        },
        new(Project, ArgumentKind.Text, "one project, by its folder name under tests") { ReadBy = ["Test"] },
        new(Reason, ArgumentKind.Text, "why the release is revoked, in one line")
        {
            ReadBy = ["Revoke"],
            NeededBy = ["Revoke"],
        },
        new(
            Report,
            ArgumentKind.FileWith(
                "Let the scanner write it, for example grype sbom:artifacts/sbom.spdx.json -o json --file FILE."
            ),
            "a scanner's report of this image (Grype, Trivy, osv-scanner or SARIF) to read instead of running a scanner"
        )
        {
            ReadBy = ["Scan"],
        },
        new(
            Served,
            ArgumentKind.FileWith("Start LocalAzure with --target=Serve; it prints the path of its ready file."),
            "the ready file of a LocalAzure served by another process, to use that one"
        )
        {
            LocalOnly = true,
            Excludes = [Faults, LocalBuild, Speed, StrictVersions, World],
        },
        new(Set, ArgumentKind.Setting, "one setting as section.key=value; repeatable") { Repeatable = true },
        new(Skip, ArgumentKind.Skip, "skip one check, as id=reason; repeatable; the reason is recorded")
        {
            Repeatable = true,
        },
        new(
            Speed,
            ArgumentKind.Factor,
            "LocalAzure: how much faster than Azure; 1 takes half an hour; default: a few seconds"
        )
        {
            LocalOnly = true,
        },
        new(Strict, ArgumentKind.Flag, "fail on warnings and on checks that could not be evaluated, too")
        {
            ReadBy = ["Prereqs"],
        },
        new(StrictVersions, ArgumentKind.Flag, "LocalAzure: refuse API versions that are newer than those it lists")
        {
            LocalOnly = true,
        },
        new(Subnet, ArgumentKind.SubnetId, "the subnet of the build VM; the rest is inferred from its network")
        {
            ReadBy = ["Init"],
        },
        new(To, ArgumentKind.NewFolder, "the folder to download into")
        {
            ReadBy = ["Mirror"],
            NeededBy = ["Mirror", "Promote"],
            Elsewhere =
            [
                new("Init", ArgumentKind.NewFolder, "the folder for the files"),
                new("Promote", ArgumentKind.Word, "the environment to copy to"),
                new(
                    "Compare",
                    ArgumentKind.Text,
                    "the later release, as for --from; default: the image in the artifacts folder"
                ),
            ],
        },
        new(Tools, ArgumentKind.Names, "comma-separated tool names") { ReadBy = ["Update", "Mirror"] },
        new(
            Twice,
            ArgumentKind.Flag,
            "run the steps in two root file systems, at another time, with another host name, time zone and umask, and fail if the two differ"
        )
        {
            ReadBy = ["Rehearse"],
            Excludes = [Keep],
        },
        new(WherePossible, ArgumentKind.Flag, "where no engine works, report why and succeed")
        {
            ReadBy = ["Rehearse"],
        },
        new(WhereSet, ArgumentKind.Flag, "where neither scan nor gate.vulnerabilities is set, report that and succeed")
        {
            ReadBy = ["Scan"],
        },
        new(
            World,
            ArgumentKind.FileWith("See docs/localazure.md for the format of a world."),
            "LocalAzure: a file with the initial world"
        )
        {
            LocalOnly = true,
        },
        new(Yes, ArgumentKind.Flag, "answer yes to every prompt; required for --fix without a terminal")
        {
            ReadBy = ["Prereqs", "Build", "Sweep"],
        },
    ];

    /// <summary>Whether help is requested.</summary>
    /// <param name="args">The command line.</param>
    public static bool IsHelpRequested(IEnumerable<string> args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>Whether an argument exists.</summary>
    /// <param name="name">The argument's name.</param>
    public static bool IsKnown(string name) => IsOurs(name) || IsCakes(name);

    /// <summary>The argument that was probably meant, with its dashes; null where none is similar.</summary>
    /// <param name="name">The unknown name, without dashes.</param>
    public static string? Meant(string name) =>
        NearestText.Close($"--{name}", All.Select(known => $"--{known.Name}").Concat(ArgumentSyntax.CakesOwn));

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

    // Cake passes the target as an argument, and reads its settings from arguments.
    private static bool IsCakes(string name) =>
        name is "target" or "no-report" || CakeSettings.Contains(name, StringComparer.OrdinalIgnoreCase);
}
