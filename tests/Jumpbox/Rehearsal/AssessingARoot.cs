using Jumpbox.Customizer;
using Jumpbox.Evidence.Assessing;
using Jumpbox.Rehearsal;
using Jumpbox.Settings;
using Jumpbox.Tests.Assessing;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>A rehearsed root file system, looked at by a program that nobody here wrote.</summary>
public sealed class AssessingARoot : IDisposable
{
    private const string Installed = "/usr/share/xml/scap/ssg/content/ssg-ubuntu2204-ds.xml";
    private static readonly CustomizerPlan Nothing = new([], []);

    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task OpenSCAP_sees_what_the_steps_changed_and_each_failure_has_an_explanation()
    {
        RequireOpenScap();
        // The rules of 22.04, told that they are of 24.04: nothing else is needed to have this root file system evaluated.
        string content = Path.Combine(_lab.Cache, "ds.xml");
        string text = await File.ReadAllTextAsync(Installed, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            content,
            text.Replace("22.04", "24.04", StringComparison.Ordinal)
                .Replace("jammy", "noble", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        _lab.Settings = _lab.Settings with
        {
            Customizer = _lab.Settings.Customizer with
            {
                Profile = HardeningProfile.CisL1,
                OptOuts = new Dictionary<string, string> { ["1.5.3"] = "we debug" },
            },
        };
        CustomizerPlan hardening = new(
            [.. _lab.Request.Plan.Customize.Where(step => step.Name is "harden-sshd" or "harden-system")],
            []
        );

        Assessment after = await AssessAsync(Request(content), hardening);

        Assert.True(after.Trouble is null, after.Trouble);
        Assert.DoesNotContain(after.Items, Has("kernel_module_cramfs_disabled"));
        Assert.DoesNotContain(after.Items, Has("sysctl_net_ipv4_tcp_syncookies"));
        Assert.True(
            (after.ToolVersion, after.Content?.Release, after.Profile)
                is ({ Length: > 0 }, "24.04", "xccdf_org.ssgproject.content_profile_cis_level1_server"),
            after.Summary
        );
        Assert.Equal(after.Applicable - after.Of(AssessedOutcome.Pass), after.Items.Count);
        // Packages are seen in spite of this machine's own configuration of apt.
        Assert.Contains(after.Items, item => item.Id.EndsWith("_package_aide_installed", StringComparison.Ordinal));
        AssessedItem left = after.Items.Single(item =>
            item.Id.EndsWith("_sysctl_fs_suid_dumpable", StringComparison.Ordinal)
        );
        Assert.Equal((AssessedExplanation.OptOut, "we debug"), (left.Explanation, left.Why));
        Assert.Contains(after.NotShown, line => line.StartsWith("the kernel", StringComparison.Ordinal));
        Assert.Equal(AssessedSubject.Digest(hardening.ToJson()), after.CustomizerSha256);
        Assert.Equal(
            after.ToJson(),
            await File.ReadAllTextAsync(
                Path.Combine(_lab.Output, "assessment.json"),
                TestContext.Current.CancellationToken
            )
        );
        Assert.True(File.Exists(Path.Combine(_lab.Output, RootAssessment.Results)));
    }

    [Fact]
    public async Task With_content_of_its_own_release_the_whole_image_has_no_unexplained_failure()
    {
        RequireOpenScap();
        const string own = "/usr/share/xml/scap/ssg/content/ssg-ubuntu2404-ds.xml";
        Assert.SkipUnless(File.Exists(own), $"{own} is not installed (ssg-debderived 0.1.76)");
        _lab.Settings = _lab.Settings with
        {
            Customizer = _lab.Settings.Customizer with { Profile = HardeningProfile.CisL1 },
        };

        RehearsalResult result = await _lab.RunAsync(_lab.Request with { Assess = Request(own) });

        Assert.True(result.Failed is null, _lab.Log());
        string found = string.Join('\n', AssessmentText.Lines(result.Assessment!));
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.True(result.Assessment!.Trouble is null, found);
        Assert.True(result.Assessment.Unexplained.Count == 0, found);
    }

    [Fact]
    public async Task Content_of_another_release_is_unknown()
    {
        RequireOpenScap();
        Assessment found = await AssessFolderAsync(Request(Installed));
        Assert.Contains("the content is for Ubuntu 22.04", found.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_cannot_be_looked_into()
    {
        string content = await NoContentAsync();
        Assessment found = await new RootAssessment(new FolderSandbox(null), TimeProvider.System).RunAsync(
            Request(content),
            Nothing,
            TestContext.Current.CancellationToken
        );
        Assert.Contains("use --engine=root or rootless", found.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_assessment_fails_the_rehearsal()
    {
        RehearsalResult result = new()
        {
            Engine = "root",
            Base = "Ubuntu",
            NotShown = [],
            SandboxSeconds = 0,
            Steps = [],
            Reached = [],
            NotAsked = [],
            Findings = [],
            Changes = [],
            Packages = [],
            Failure = null,
            Assessment = SampleAssessment.Of("steps") with { Trouble = "It did not look." },
        };
        Assert.False(result.Succeeded);
        RehearsalException failed = Assert.Throws<RehearsalException>(() => result.RequireSuccess("folder"));
        Assert.Contains("the assessment is unknown: It did not look.", failed.Message, StringComparison.Ordinal);
        (result with { Assessment = SampleAssessment.Of("steps") }).RequireSuccess("folder");
    }

    [Theory]
    [InlineData("exit 0", "wrote no results")]
    [InlineData("echo broken >&2; exit 1", "exit code 1: broken")]
    [InlineData("kill -9 $$", "exit code 137")]
    [InlineData("yes | head -c 500000 >&2; printf '<Bench' >\"$6\"", "not readable XML")]
    [InlineData("ln -s /etc/passwd \"$6\"", "wrote no results")]
    [InlineData("sleep 600", "did not end in time")]
    public async Task An_assessor_that_misbehaves_is_unknown(string script, string why)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("A script stands for the assessor.");
        }
        string program = Path.Combine(_lab.Cache, "oscap");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assessment found = await AssessFolderAsync(
            Request(await NoContentAsync()) with
            {
                Program = program,
                Limit = TimeSpan.FromSeconds(script.StartsWith("sleep", StringComparison.Ordinal) ? 1 : 60),
            }
        );

        Assert.Contains(why, found.Trouble, StringComparison.Ordinal);
        Assert.Null(found.PassedPercent);
        Assert.False(File.Exists(Path.Combine(_lab.Output, RootAssessment.Results)) && why == "wrote no results");
    }

    [Theory]
    [InlineData("no-such-oscap", Installed, "needs the program no-such-oscap on this machine")]
    [InlineData("sh", "/nowhere/ds.xml", "'/nowhere/ds.xml' does not exist")]
    public async Task What_is_missing_is_named_before_anything_is_created(string program, string content, string why)
    {
        RehearsalRun run = new([new ScriptedEngine("root", null)], TimeProvider.System, _ => { });
        RehearsalException refused = await Assert.ThrowsAsync<RehearsalException>(() =>
            run.RunAsync(
                _lab.Request with
                {
                    Engine = "root",
                    Assess = Request(content) with { Program = program },
                },
                TestContext.Current.CancellationToken
            )
        );
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private static void RequireOpenScap()
    {
        Assert.SkipUnless(Programs.Has("oscap"), "oscap is not installed (openscap-scanner)");
        Assert.SkipUnless(File.Exists(Installed), $"{Installed} is not installed (ssg-debderived)");
    }

    private AssessmentRequest Request(string content) =>
        new()
        {
            Tool = OpenScapReading.Tool,
            Suite = "noble",
            Content = content,
            Output = _lab.Output,
            Hardening = _lab.Settings.Customizer.Profile,
            OptOuts = _lab.Settings.Customizer.OptOuts,
        };

    private static Predicate<AssessedItem> Has(string rule) =>
        item => item.Id.EndsWith($"_{rule}", StringComparison.Ordinal);

    private async Task<string> NoContentAsync()
    {
        string content = Path.Combine(_lab.Cache, "ds.xml");
        await File.WriteAllTextAsync(content, "<none/>", TestContext.Current.CancellationToken);
        return content;
    }

    private Task<Assessment> AssessFolderAsync(AssessmentRequest assess) =>
        new RootAssessment(
            new FolderSandbox(Directory.CreateDirectory(Path.Combine(_lab.Cache, "seen")).FullName),
            TimeProvider.System
        ).RunAsync(assess, Nothing, TestContext.Current.CancellationToken);

    private async Task<Assessment> AssessAsync(AssessmentRequest assess, CustomizerPlan plan)
    {
        RehearsalResult result = await _lab.RunAsync(_lab.Request with { Plan = plan, Assess = assess });
        Assert.True(result.Failed is null, _lab.Log());
        return Assert.IsType<Assessment>(result.Assessment);
    }
}
