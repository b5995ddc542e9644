using Jumpbox.Fleets;

namespace Jumpbox.Tests.Fleets;

public sealed class SharingTheQuota
{
    private readonly BuildPlaces _places = new();
    private readonly List<string> _waits = [];

    [Fact]
    public async Task Builds_begin_until_the_quota_is_taken_and_one_more_for_each_that_ends()
    {
        IDisposable first = await EnterAsync("family", 2, free: 5);
        _ = await EnterAsync("family", 2, free: 5);
        Task<IDisposable> third = EnterAsync("family", 2, free: 5);
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        _ = await third;
        Assert.Equal(["family"], _waits);
        Assert.False(EnterAsync("family", 2, free: 5).IsCompleted);
    }

    [Fact]
    public async Task A_later_reading_which_counts_the_builds_of_this_run_changes_nothing()
    {
        _ = await EnterAsync("family", 2, free: 4);

        _ = await EnterAsync("family", 2, free: 2);

        Assert.Empty(_waits);
    }

    [Fact]
    public async Task One_build_begins_even_where_the_quota_is_too_small_because_Prereqs_judges_that()
    {
        _ = await EnterAsync("family", 8, free: 4);

        Assert.Empty(_waits);
    }

    [Fact]
    public async Task Another_region_has_a_quota_of_its_own()
    {
        _ = await EnterAsync("here", 4, free: 4);

        _ = await EnterAsync("there", 4, free: 4);

        Assert.Empty(_waits);
    }

    [Fact]
    public async Task Waiting_ends_with_the_run()
    {
        _ = await EnterAsync("family", 4, free: 4);
        using CancellationTokenSource end = new();
        Task<IDisposable> second = _places.EnterAsync(Cores("family", 4, 4), _waits.Add, end.Token);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    private Task<IDisposable> EnterAsync(string quota, int cores, int free) =>
        _places.EnterAsync(Cores(quota, cores, free), _waits.Add, TestContext.Current.CancellationToken);

    private static BuildCores Cores(string quota, int cores, int free) =>
        new(new Dictionary<string, int> { [quota] = cores }, new Dictionary<string, int> { [quota] = free });
}
