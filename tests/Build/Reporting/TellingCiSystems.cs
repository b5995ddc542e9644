using Build.Ci;

namespace Build.Tests.Reporting;

public sealed class TellingCiSystems : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-ci-").FullName;

    private string Outputs => Path.Combine(_folder, "outputs");

    private string Summary => Path.Combine(_folder, "summary");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_persons_machine_is_none() => Assert.Null(CiSystem.Find(new Dictionary<string, string>()));

    [Fact]
    public void Azure_Pipelines_reads_variables_and_summary_from_the_log()
    {
        CiSystem azure = CiSystem.Find(new Dictionary<string, string> { ["TF_BUILD"] = "True" })!;
        List<string> lines = [];

        azure.Publish(new Dictionary<string, string> { ["imageId"] = "/subscriptions/1%\n##vso[x]" }, lines.Add);
        azure.Summarise("/artifacts/report.md", lines.Add);

        Assert.Equal(
            [
                "##vso[task.setvariable variable=imageId;isOutput=true;]/subscriptions/1%AZP25%0A##vso[x]",
                "##vso[task.uploadsummary]/artifacts/report.md",
            ],
            lines
        );
        Assert.Equal(["##[group]Build", "##[endgroup]"], GroupOf(azure, "Build"));
    }

    [Fact]
    public void GitHub_reads_outputs_and_summary_from_files_that_may_hold_something_already()
    {
        CiSystem github = GitHub();
        List<string> lines = [];
        File.WriteAllText(Outputs, "before=1\n");
        string report = Path.Combine(_folder, "report.md");
        File.WriteAllText(report, "# Report\n");

        github.Publish(new Dictionary<string, string> { ["imageId"] = "one\nverdict=passed" }, lines.Add);
        github.Summarise(report, lines.Add);

        Assert.Equal("before=1\nimageId=one verdict=passed\n", File.ReadAllText(Outputs));
        Assert.Equal("# Report\n", File.ReadAllText(Summary));
        Assert.Empty(lines);
        Assert.Equal(["::group::Build%0A::x", "::endgroup::"], GroupOf(github, "Build\n::x"));
    }

    [Fact]
    public void A_failure_is_one_command_however_many_lines_it_has()
    {
        List<string> lines = [];

        GitHub().Annotate(new Annotation("Build failed: 50%, twice", "one\n::set-env name=a::b"), lines.Add);
        new AzurePipelines().Annotate(new Annotation("Build failed", "one\r\ntwo"), lines.Add);

        Assert.Equal(
            [
                "::error title=Build failed%3A 50%25%2C twice::one%0A::set-env name=a::b",
                "##vso[task.logissue type=error]Build failed: one%0D%0Atwo",
            ],
            lines
        );
    }

    [Fact]
    public void Each_wrong_setting_is_an_error_at_its_place_in_its_file()
    {
        List<string> lines = [];
        IReadOnlyList<Annotation> errors = Annotation.Of([
            "The images' settings have 2 problems.",
            "  lokation is 'x' (images/box.json:3:15); expected an existing setting; did you mean location? [box]",
            "  cloud is 'mars' (jumpbox.json:2:12); expected one of local, azure. [all images]",
            "  image.name is missing; expected a name.",
        ]);

        foreach (Annotation error in errors)
        {
            GitHub().Annotate(error, lines.Add);
            new AzurePipelines().Annotate(error, lines.Add);
        }

        Assert.Equal(6, lines.Count);
        Assert.StartsWith(
            "::error file=images/box.json,line=3,col=15,title=The images' settings have 2 problems.::lokation is 'x'",
            lines[0]
        );
        Assert.StartsWith(
            "##vso[task.logissue type=error;sourcepath=images/box.json;linenumber=3;columnnumber=15]The images' settings",
            lines[1]
        );
        Assert.Contains("file=jumpbox.json,line=2,col=12,", lines[2]);
        // What has no place is not lost beside what has one.
        Assert.Equal(
            "::error title=The images' settings have 2 problems.::image.name is missing; expected a name.",
            lines[4]
        );
    }

    [Fact]
    public void Azure_Pipelines_shows_progress_and_a_time_line_of_targets()
    {
        CiTarget target = new(Guid.Parse("11111111-1111-4111-8111-111111111111"), "Build", 3, 4);
        List<string> lines = [];

        new AzurePipelines().BeginTarget(target, lines.Add);
        new AzurePipelines().EndTarget(target, succeeded: false, lines.Add);
        GitHub().BeginTarget(target, lines.Add);
        GitHub().EndTarget(target, succeeded: true, lines.Add);

        Assert.Equal(
            [
                "##vso[task.setprogress value=50;]Build",
                "##vso[task.logdetail id=11111111-1111-4111-8111-111111111111;name=Build;type=build;order=3;state=InProgress]Build",
                "##vso[task.logdetail id=11111111-1111-4111-8111-111111111111;progress=100;state=Completed;result=Failed]Build",
            ],
            lines
        );
    }

    [Fact]
    public void A_secret_is_masked_in_one_line()
    {
        List<string> lines = [];

        GitHub().Mask("a\n::b%", lines.Add);
        new AzurePipelines().Mask("a\nb", lines.Add);

        Assert.Equal(["::add-mask::a%0A::b%25", "##vso[task.setsecret]a%0Ab"], lines);
    }

    [Fact]
    public void The_summary_of_a_failed_target_has_its_cause_and_cures_and_obeys_nothing_in_them() =>
        Assert.Equal(
            "## Prereqs failed\n\n3 checks failed.\n\n- &lt;b&gt;fix&lt;/b&gt;\n",
            FailurePage.Of("Prereqs", ["3 checks failed.", "  <b>fix</b>"]).Replace("\\", "", StringComparison.Ordinal)
        );

    [Fact]
    public void A_line_of_the_image_builds_log_is_no_command()
    {
        CiSystem azure = new AzurePipelines();

        Assert.DoesNotContain(
            "##vso[",
            azure.Disarm("x ##VSO[task.setvariable variable=verdict]passed"),
            StringComparison.OrdinalIgnoreCase
        );
        Assert.Equal("| ::set-env name=a::b\nfine :: here", GitHub().Disarm("::set-env name=a::b\nfine :: here"));
    }

    private static List<string> GroupOf(CiSystem system, string name)
    {
        List<string> lines = [];
        system.BeginGroup(name, lines.Add);
        system.EndGroup(lines.Add);
        return lines;
    }

    private CiSystem GitHub() =>
        CiSystem.Find(
            new Dictionary<string, string>
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_OUTPUT"] = Outputs,
                ["GITHUB_STEP_SUMMARY"] = Summary,
            }
        )!;
}
