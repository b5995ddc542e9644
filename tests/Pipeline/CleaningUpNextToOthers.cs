using Jumpbox.Azure.Clients;

namespace Pipeline.Tests;

/// <summary>Two settings with one owner in one cloud: what one of them cleans up never hurts the other.</summary>
public sealed class CleaningUpNextToOthers : IAsyncDisposable
{
    private const string OtherContent = "--set=tools.osm=false";
    private SharedCloud? _cloud;
    private readonly PipelineRun _theirs;
    private readonly PipelineRun _ours;

    public CleaningUpNextToOthers()
    {
        _theirs = new PipelineRun { Connect = Connect };
        _ours = new PipelineRun { Connect = Connect };
    }

    public async ValueTask DisposeAsync()
    {
        _theirs.Dispose();
        _ours.Dispose();
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("role")]
    [InlineData("template")]
    [InlineData("all")]
    public async Task A_build_of_other_content_goes_on_to_a_good_image_whatever_is_cleaned_up(string level)
    {
        _cloud = await SharedCloud.StartAsync();
        string template = await LeaveABuildAsync();

        RunResult cleaned = (await _ours.RunAsync("Cleanup", OtherContent, "--exclusive", $"--cleanup={level}")).Expect(
            0
        );

        Assert.Contains($"/imageTemplates/{template} because it was created for other content", cleaned.Output);
        Assert.Contains("a build of it is running", cleaned.Output);
        Assert.DoesNotContain("Removed /", cleaned.Output);
        _cloud.EndBuilds();
        (await _theirs.RunAsync("Build")).Expect(0);
        Assert.Equal(1, _theirs.StartedBuilds);
        Assert.True(_theirs.Has("image.json"));
    }

    [Fact]
    public async Task What_other_content_needs_is_named_and_stays_after_our_own_build_and_the_template_of_ours_goes()
    {
        _cloud = await SharedCloud.StartAsync();
        string template = await LeaveABuildAsync();
        (await _ours.RunAsync("Template", OtherContent)).Expect(0);
        string own = (string)_ours.Json("template.json")["templateName"]!;

        string cleaned = (await _ours.RunAsync("Cleanup", OtherContent, "--exclusive", "--cleanup=all"))
            .Expect(0)
            .Output.ReplaceLineEndings("\n");

        Assert.Contains($"/imageTemplates/{own}\n", cleaned);
        foreach (
            string kept in (string[])
                [
                    $"imageTemplates/{template}",
                    "userAssignedIdentities/id-aks-jumpbox-builder",
                    "/roleDefinitions/",
                    "/roleAssignments/",
                    "/deployments/jumpbox-aks-jumpbox-identity",
                    "resourceGroups/rg-jumpbox-images",
                ]
        )
        {
            Assert.Matches($"Kept [^\n]*{kept}[^\n]* because [^\n]*", cleaned);
        }
        _cloud.EndBuilds();
        (await _theirs.RunAsync("Build")).Expect(0);
        Assert.Equal(1, _theirs.StartedBuilds);
    }

    [Fact]
    public async Task The_last_one_to_clean_up_takes_the_shared_parts_away()
    {
        _cloud = await SharedCloud.StartAsync();
        await LeaveABuildAsync();
        (await _ours.RunAsync("Cleanup", OtherContent, "--exclusive", "--cleanup=all")).Expect(0);

        string cleaned = (await _theirs.RunAsync("Cleanup", "--exclusive", "--cleanup=all")).Expect(0).Output;

        Assert.DoesNotContain("Kept ", cleaned);
        Assert.DoesNotContain(
            _cloud.Server.Snapshot().ResourceIds,
            id => id.Contains("jumpbox", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task The_right_to_write_images_is_taken_back_when_the_other_build_has_ended()
    {
        _cloud = await SharedCloud.StartAsync();
        await LeaveABuildAsync();
        _cloud.EndBuilds();
        (await _theirs.RunAsync("Build")).Expect(0);

        string cleaned = (await _ours.RunAsync("Cleanup", OtherContent, "--exclusive", "--cleanup=role"))
            .Expect(0)
            .Output;

        Assert.Contains("Removed /subscriptions/", cleaned);
        Assert.Contains("/roleAssignments/", cleaned);
    }

    [Fact]
    public async Task A_build_of_our_own_that_was_left_keeps_its_right_until_it_has_ended()
    {
        _cloud = await SharedCloud.StartAsync();
        await LeaveABuildAsync();

        (await _theirs.RunAsync("Cleanup", "--exclusive", "--cleanup=role")).Expect(0);

        _cloud.EndBuilds();
        (await _theirs.RunAsync("Build", "--exclusive")).Expect(0);
        Assert.True(_theirs.Has("image.json"));
    }

    /// <summary>Starts a build and leaves it running; the name of its template.</summary>
    private async Task<string> LeaveABuildAsync()
    {
        (await _theirs.RunAsync("Build", "--detach-after=1s")).Expect(3);
        return (string)_theirs.Json("template.json")["templateName"]!;
    }

    private AzureSession Connect(Build.Run.BuildContext context) => _cloud!.Connect(context);
}
