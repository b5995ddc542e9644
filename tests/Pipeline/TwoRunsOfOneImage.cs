using Jumpbox.Azure.Clients;

namespace Pipeline.Tests;

/// <summary>Two runs of one image at once, in folders of their own: the second attaches, and nothing that it needs is deleted.</summary>
public sealed class TwoRunsOfOneImage : IAsyncDisposable
{
    private SharedCloud? _cloud;
    private readonly PipelineRun _first;
    private readonly PipelineRun _second;

    public TwoRunsOfOneImage()
    {
        _first = new PipelineRun { Connect = Connect };
        _second = new PipelineRun { Connect = Connect };
    }

    public async ValueTask DisposeAsync()
    {
        _first.Dispose();
        _second.Dispose();
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_cleanup_of_the_first_leaves_the_build_of_the_second_and_that_of_the_second_deletes_the_template()
    {
        _cloud = await SharedCloud.StartAsync();
        (await _first.RunAsync("Build", "--detach-after=1s")).Expect(3);
        (await _second.RunAsync("Build", "--detach-after=1s")).Expect(3);

        string kept = (await _first.RunAsync("Cleanup", "--exclusive", "--cleanup=all")).Expect(0).Output;

        Assert.Matches("Kept /[^\n]*/imageTemplates/[^\n]* because a run on [^\n]* may need it until ", kept);
        Assert.DoesNotContain("Removed /", kept);
        Assert.DoesNotContain("Cancelling", kept);
        _cloud.EndBuilds();
        (await _second.RunAsync("Build")).Expect(0);
        Assert.True(_second.Has("image.json"));
        Assert.Equal(1, _first.StartedBuilds + _second.StartedBuilds);
        string removed = (await _second.RunAsync("Cleanup", "--exclusive", "--cleanup=all")).Expect(0).Output;
        Assert.Matches("Removed /[^\n]*/imageTemplates/", removed);
        Assert.DoesNotContain("may need it", removed);
    }

    [Fact]
    public async Task A_lease_of_a_run_that_died_ends_by_itself()
    {
        _cloud = await SharedCloud.StartAsync();
        (await _first.RunAsync("Build", "--detach-after=1s")).Expect(3);
        using PipelineRun nextDay = new() { Connect = Connect, Time = new Later(TimeSpan.FromDays(1)) };

        string removed = (await nextDay.RunAsync("Cleanup", "--exclusive", "--cleanup=template")).Expect(0).Output;

        Assert.Matches("Removed /[^\n]*/imageTemplates/", removed);
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    private AzureSession Connect(Build.Run.BuildContext context) => _cloud!.Connect(context);
}
