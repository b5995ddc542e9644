using Build.Arguments;
using Cake.Core;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Build.Tests;

/// <summary>What the program understands of a command line, as Cake hands it on: a bare argument has an empty value, or none.</summary>
public sealed class ReadingArguments
{
    [Theory]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    public void A_flag_is_on_bare_or_with_true_and_off_with_false(string? value, bool on)
    {
        GivenArguments given = Given(("target", "Sweep"), ("yes", value!));

        given.RequireUsable();
        Assert.Equal(on, given.IsOn(CommandLine.Yes));
    }

    [Fact]
    public void A_flag_that_is_not_given_is_off() => Assert.False(Given().IsOn(CommandLine.Yes));

    [Theory]
    [InlineData("yes", "0")]
    [InlineData("yes", "no")]
    [InlineData("yes", " true")]
    [InlineData("force", "maybe")]
    [InlineData("detach-after", "50")]
    [InlineData("detach-after", "0m")]
    [InlineData("detach-after", "-5m")]
    [InlineData("older-than", "a week")]
    [InlineData("older-than", "٣d")]
    [InlineData("older-than", "7d\n")]
    [InlineData("image", "1.0.0\u001b[31m")]
    [InlineData("image", "1.0.0\r::add-mask::a")]
    [InlineData("environment", "prod\u0007")]
    [InlineData("reason", " ")]
    [InlineData("reason", "a key\non board")]
    [InlineData("detach-after", "१h")]
    [InlineData("port", "٨٠")]
    [InlineData("speed", "٦٠")]
    [InlineData("cloud", "aws")]
    [InlineData("cleanup", "some")]
    [InlineData("engine", "qemu")]
    [InlineData("local-build", "for-real")]
    [InlineData("port", "70000")]
    [InlineData("port", "-1")]
    [InlineData("speed", "0")]
    [InlineData("speed", "NaN")]
    [InlineData("speed", "1e999")]
    [InlineData("tools", "helm,,kubectl")]
    [InlineData("set", "image.name")]
    [InlineData("set", "=x")]
    [InlineData("skip", "quota")]
    [InlineData("skip", "resource-groups=")]
    [InlineData("world", "no-such-file.json")]
    [InlineData("world", ".")]
    [InlineData("config", "no-such-file.json")]
    [InlineData("faults", "no-such-file.json")]
    [InlineData("served", "no-such-file.json")]
    [InlineData("offline", "no-such-folder")]
    public void A_value_that_is_none_is_named_with_its_argument(string name, string value) =>
        Assert.Contains($"--{name}={PlainText.Line(value)} ", Refused(Given((name, value))));

    [Fact]
    public void Every_argument_needs_a_value_unless_it_means_something_bare() =>
        Assert.All(
            CommandLine.All.Where(argument => !argument.Kind.MayBeBare),
            argument => Assert.Contains($"--{argument.Name} has no value", Refused(Given((argument.Name, ""))))
        );

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        string refused = Refused(Given(("yes", "0"), ("detach-after", "50"), ("cluod", "local"), ("keep", "maybe")));

        Assert.Contains("--yes=0 ", refused);
        Assert.Contains("--detach-after=50 ", refused);
        Assert.Contains("Unknown argument --cluod", refused);
        Assert.Contains("--keep=maybe ", refused);
    }

    [Theory]
    [InlineData("yes", "true", "false")]
    [InlineData("yes", "", "false")]
    [InlineData("cloud", "local", "azure")]
    [InlineData("set", "image.name=one", "Image.Name=two")]
    [InlineData("set", "tags.a=1", "tags.a=2")]
    [InlineData("skip", "vm-quota=asked for", "vm-quota=raised")]
    public void What_contradicts_itself_is_refused(string name, string one, string other) =>
        Assert.Contains("contradict each other", Refused(Given((name, one), (name, other))));

    [Theory]
    [InlineData("yes", "true", "")]
    [InlineData("cloud", "local", "local")]
    [InlineData("set", "image.name=one", "cleanup=all")]
    [InlineData("set", "image.name=one", "image.name=one")]
    [InlineData("skip", "resource-groups=made by others", "vm-quota=asked for")]
    public void What_says_the_same_twice_or_may_be_repeated_is_taken(string name, string one, string other) =>
        Given(("target", "Sweep"), (name, one), (name, other)).RequireUsable();

    [Theory]
    [InlineData("Sweep", "3", true)]
    [InlineData("Sweep", "true", false)]
    [InlineData("sweep", "some", false)]
    [InlineData("Rehearse", "3", false)]
    [InlineData("Rehearse", "false", true)]
    public void Keep_is_a_number_for_Sweep_and_a_flag_elsewhere(string target, string value, bool right) =>
        Taken(right, Given(("target", target), ("keep", value)));

    [Theory]
    [InlineData("Check", "", true)]
    [InlineData("Check", "false", true)]
    [InlineData("Check", ".", false)]
    [InlineData("Rehearse", ".", true)]
    [InlineData("Rehearse", "", false)]
    [InlineData("Build", "true", false)]
    public void Offline_is_a_flag_for_Check_and_a_folder_elsewhere(string target, string value, bool right) =>
        Taken(right, Given(("target", target), ("offline", value)));

    [Fact]
    public void A_target_that_cannot_do_without_an_argument_says_so_before_any_other_target_runs() =>
        Assert.Contains("--to=DIR", Refused(Given(("target", "Build"), ("target", "Mirror"))));

    [Theory]
    [InlineData("older_than")]
    [InlineData("dry_run")]
    [InlineData("what_if")]
    [InlineData("no_op")]
    [InlineData("y_es")]
    [InlineData("settings_dryrun")]
    [InlineData("nuget_sources")]
    [InlineData("_")]
    public void An_argument_with_an_underscore_that_nobody_reads_is_refused(string name) =>
        Assert.Contains($"Unknown argument --{name}", Refused(Given((name, "1d"))));

    [Theory]
    [InlineData("nuget_source")]
    [InlineData("NuGet_UseInProcessClient")]
    [InlineData("paths_tools")]
    [InlineData("Settings_SkipVerification")]
    [InlineData("settings_showprocesscommandline")]
    public void A_setting_of_Cakes_is_taken(string name) => Given((name, "value")).RequireUsable();

    [Fact]
    public void A_missing_value_is_asked_for_in_the_form_that_the_target_takes() =>
        Assert.Contains("Specify --keep=NUMBER, or", Refused(Given(("target", "Sweep"), ("keep", ""))));

    private static void Taken(bool right, GivenArguments given)
    {
        if (right)
        {
            given.RequireUsable();
        }
        else
        {
            _ = Refused(given);
        }
    }

    [Theory]
    [InlineData("clod", "cloud")]
    [InlineData("dryrn", "dryrun")]
    [InlineData("older_than", "older-than")]
    [InlineData("Detach-Afer", "detach-after")]
    [InlineData("exlusive", "exclusive")]
    public void A_misspelt_argument_is_refused_with_the_one_that_was_meant(string name, string meant) =>
        Assert.Contains($"Unknown argument --{name}. Did you mean --{meant}?", Refused(Given((name, "1d"))));

    [Theory]
    [InlineData(
        "Build",
        "older-than",
        "1d",
        "--older-than is read by Sweep only, and has no effect on Prereqs, Roles, Identity, Template and Build. Omit it."
    )]
    [InlineData("Sweep", "force", "", "--force is read by Build and Init only, and has no effect on Sweep. Omit it.")]
    [InlineData(
        "Prereqs",
        "detach-after",
        "50m",
        "--detach-after is read by Build only, and has no effect on Prereqs."
    )]
    [InlineData("Default", "tools", "helm", "--tools is read by Update and Mirror only, and has no effect on Default.")]
    [InlineData("Build", "keep", "true", "--keep is read by Rehearse and Sweep only")]
    [InlineData("Build", "engine", "docker", "without --local-build=rehearse. Omit it.")]
    [InlineData("Build", "port", "80", "--port is read by Serve only")]
    [InlineData("Build", "twice", "", "--twice is read by Rehearse only, and has no effect on ")]
    public void An_argument_that_no_target_of_the_run_reads_is_refused(
        string target,
        string name,
        string value,
        string expected
    ) => Assert.Contains(expected, Refused(Given(("target", target), (name, value))));

    [Theory]
    [InlineData("Cleanup", "detach-after", "50m")]
    [InlineData("logs", "force", "")]
    [InlineData("Cleanup", "strict", "true")]
    [InlineData("Release", "cleanup", "none")]
    [InlineData("Check", "cloud", "local")]
    public void An_argument_that_a_dependency_reads_is_taken(string target, string name, string value) =>
        Given(("target", target), (name, value)).RequireUsable();

    [Fact]
    public void An_argument_that_another_one_makes_meaningful_is_taken() =>
        Given(("target", "Build"), ("engine", "docker"), ("local-build", "rehearse")).RequireUsable();

    [Theory]
    [InlineData("cloud", "azure", "cloud=local", "--cloud=azure and --set=cloud=local contradict each other")]
    [InlineData("cleanup", "all", "Cleanup=none", "--cleanup=all and --set=Cleanup=none contradict each other")]
    public void An_argument_that_contradicts_a_setting_beside_it_is_refused(
        string name,
        string value,
        string setting,
        string expected
    ) => Assert.Contains(expected, Refused(Given((name, value), ("set", setting))));

    [Fact]
    public void What_has_no_effect_beside_another_argument_is_refused()
    {
        string file = typeof(ReadingArguments).Assembly.Location;

        Assert.Contains(
            "--world has no effect with --served. Specify only one of them.",
            Refused(Given(("target", "Build"), ("served", file), ("world", file)))
        );
    }

    // Which of the two roots would it keep?
    [Fact]
    public void Two_root_file_systems_cannot_be_kept() =>
        Assert.Contains(
            "--keep has no effect with --twice. Specify only one of them.",
            Refused(Given(("target", "Rehearse"), ("twice", ""), ("keep", "")))
        );

    [Fact]
    public void Every_reader_is_a_target() =>
        Assert.All(
            CommandLine.All.SelectMany(argument => argument.ReadBy),
            target => Assert.Contains(target, Targets.All.Select(known => known.Name))
        );

    private static string Refused(GivenArguments given) =>
        Assert.Throws<SettingsException>(given.RequireUsable).Message;

    private static GivenArguments Given(params (string Name, string Value)[] arguments) =>
        new(new CakeArguments(arguments.ToLookup(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase)));
}
