using System.Collections.Concurrent;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>An image build of hours, watched under a clock that the test moves.</summary>
public sealed class WatchingForHours
{
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly ResourceId Template = ResourceId.ForResource(
        "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
        "rg",
        "Microsoft.VirtualMachineImages/imageTemplates",
        "imgt-x"
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Looks_are_quick_at_first_grow_rarer_and_never_more_than_20_seconds_apart()
    {
        AwaitedTime time = new(Start);
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) => Body(context, time.GetUtcNow() < Start.AddHours(3) ? "Running" : "Succeeded")
        );
        using AzureSession session = arm.Session(new AzureSessionOptions { Time = time });

        List<RunSighting> sightings = await WatchAsync(session);

        Assert.Equal(RunState.Succeeded, sightings[^1].Template!.LastRun.State);
        double[] pauses = [.. time.Waits.Select(wait => wait.TotalSeconds)];
        Assert.InRange(pauses[0], 1, 3);
        Assert.True(pauses.Take(15).Zip(pauses.Skip(1), (earlier, later) => later - earlier).Sum() > 5);
        Assert.All(pauses, pause => Assert.InRange(pause, 1, 25));
        Assert.All(pauses[40..], pause => Assert.True(pause >= 15, $"{pause} s"));
        Assert.InRange(sightings.Count, 400, 750);
    }

    [Fact]
    public async Task A_laptop_that_slept_for_hours_looks_again_and_takes_the_verdict()
    {
        AwaitedTime time = new(Start) { SleepsIn = TimeSpan.FromHours(7) };
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) => Body(context, count < 3 ? "Running" : "Succeeded")
        );
        using AzureSession session = arm.Session(new AzureSessionOptions { Time = time });

        List<RunSighting> sightings = await WatchAsync(session);

        Assert.Equal(3, sightings.Count);
        Assert.Equal(RunState.Succeeded, sightings[^1].Template!.LastRun.State);
    }

    [Fact]
    public async Task A_fault_on_waking_up_is_borne_although_the_last_good_look_is_hours_ago()
    {
        AwaitedTime time = new(Start) { SleepsIn = TimeSpan.FromHours(7) };
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                if (count == 2)
                {
                    context.Response.StatusCode = 504;
                    return Task.CompletedTask;
                }
                return Body(context, count < 3 ? "Running" : "Succeeded");
            }
        );
        using AzureSession session = arm.Session(
            new AzureSessionOptions
            {
                Time = time,
                RetryBudget = TimeSpan.Zero,
                RetryDelay = new NoDelay(),
            }
        );

        List<RunSighting> sightings = await WatchAsync(session);

        Assert.Equal(504, Assert.Single(sightings, sighting => sighting.Trouble is not null).Trouble!.Status);
        Assert.Equal(RunState.Succeeded, sightings[^1].Template!.LastRun.State);
    }

    [Fact]
    public async Task A_look_that_is_told_to_slow_down_waits_as_long_as_Retry_After_says()
    {
        AwaitedTime time = new(Start);
        ConcurrentQueue<DateTimeOffset> looks = [];
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                looks.Enqueue(time.GetUtcNow());
                if (count != 2)
                {
                    return Body(context, count < 3 ? "Running" : "Succeeded");
                }
                context.Response.StatusCode = 429;
                context.Response.Headers["Retry-After"] = "90";
                return Task.CompletedTask;
            }
        );
        using AzureSession session = arm.Session(
            new AzureSessionOptions
            {
                Time = time,
                RetryBudget = TimeSpan.Zero,
                RetryDelay = new NoDelay(),
            }
        );

        await WatchAsync(session);

        DateTimeOffset[] seen = [.. looks];
        Assert.InRange((seen[2] - seen[1]).TotalSeconds, 90, 100);
    }

    [Fact]
    public async Task A_token_that_expires_between_two_looks_is_asked_for_anew()
    {
        CountedTokens tokens = new();
        ConcurrentQueue<string> shown = [];
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, count) =>
            {
                shown.Enqueue(context.Request.Headers.Authorization.ToString());
                await Body(context, count < 3 ? "Running" : "Succeeded");
            }
        );
        using AzureSession session = arm.Session(new AzureSessionOptions { PollDelay = new NoDelay() }, tokens);

        await WatchAsync(session);

        Assert.Equal(["Bearer token-1", "Bearer token-2", "Bearer token-2"], shown);
    }

    private static async Task<List<RunSighting>> WatchAsync(AzureSession session)
    {
        List<RunSighting> sightings = [];
        await foreach (RunSighting sighting in new RunWatch(session).WatchAsync(Template, null, Cancel))
        {
            sightings.Add(sighting);
        }
        return sightings;
    }

    private static Task Body(HttpContext context, string runState) =>
        context.Response.WriteAsync(
            $$"""{"id":"{{Template}}","location":"eastus2","properties":{"provisioningState":"Succeeded","lastRunStatus":{"runState":"{{runState}}","startTime":"2026-01-01T00:00:00Z"} } }"""
        );
}
