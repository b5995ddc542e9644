using System.Diagnostics;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

public sealed class RetryTests
{
    private const string Sub = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private static readonly ResourceId Template = ResourceId.ForResource(
        Sub,
        "rg",
        "Microsoft.VirtualMachineImages/imageTemplates",
        "imgt-x"
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_reading_is_repeated_after_a_passing_fault(int status)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) => count < 3 ? Status(context, status) : Group(context)
        );
        using AzureSession session = arm.Session();

        ResourceGroup? group = await session.ResourceGroups.GetAsync(Sub, "rg", Cancel);

        Assert.Equal("rg", group?.Name);
        Assert.Equal(3, arm.Requests.Count);
    }

    [Fact]
    public async Task A_reading_whose_body_was_cut_off_is_repeated()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                if (count == 1)
                {
                    context.Response.ContentLength = 500;
                    return CutOff(context);
                }
                return Group(context);
            }
        );
        using AzureSession session = arm.Session();

        Assert.NotNull(await session.ResourceGroups.GetAsync(Sub, "rg", Cancel));
    }

    [Fact]
    public async Task A_reading_that_is_no_JSON_is_repeated()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) => count == 1 ? context.Response.WriteAsync("""{"id": "/subs""", Cancel) : Group(context)
        );
        using AzureSession session = arm.Session();

        Assert.NotNull(await session.ResourceGroups.GetAsync(Sub, "rg", Cancel));
    }

    [Fact]
    public async Task Retries_end_when_the_budget_is_spent()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => Status(context, 503));
        using AzureSession session = arm.Session(
            new AzureSessionOptions { RetryDelay = new NoDelay(), RetryBudget = TimeSpan.FromMilliseconds(30) }
        );

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.ResourceGroups.GetAsync(Sub, "rg", Cancel)
        );

        Assert.Equal(503, failure.Status);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_build_that_was_begun_although_its_answer_was_lost_is_not_begun_twice()
    {
        bool running = false;
        int runs = 0;
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, _) =>
            {
                if (context.Request.Method == "POST")
                {
                    runs++;
                    running = true;
                    context.Abort();
                    return;
                }
                await TemplateBody(context, running ? "Running" : null);
            }
        );
        using AzureSession session = arm.Session();

        StartedRun run = await session.ImageTemplates.RunAsync(Template, Cancel);

        Assert.False(run.IsOurs);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_build_that_was_surely_not_begun_is_asked_for_again()
    {
        int runs = 0;
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, _) =>
            {
                if (context.Request.Method != "POST")
                {
                    await TemplateBody(context, null);
                    return;
                }
                context.Response.StatusCode = ++runs == 1 ? 500 : 202;
                context.Response.Headers.Location = $"https://{context.Request.Host}/operations/run1";
            }
        );
        using AzureSession session = arm.Session();

        StartedRun run = await session.ImageTemplates.RunAsync(Template, Cancel);

        Assert.True(run.IsOurs);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task One_throttled_call_makes_the_others_of_its_class_wait()
    {
        List<ThrottlingPause> pauses = [];
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                if (count > 1)
                {
                    return Group(context);
                }
                context.Response.Headers["Retry-After"] = "1";
                return Status(context, 429);
            }
        );
        using AzureSession session = arm.Session(
            new AzureSessionOptions { RetryDelay = new NoDelay(), OnThrottled = pauses.Add }
        );

        await session.ResourceGroups.GetAsync(Sub, "rg", Cancel);
        long began = Stopwatch.GetTimestamp();
        await session.ResourceGroups.GetAsync(Sub, "rg", Cancel);

        Assert.Equal(new ThrottlingPause(Sub, CallClass.Read, TimeSpan.FromSeconds(1)), Assert.Single(pauses));
        Assert.Equal(3, arm.Requests.Count);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_watch_bears_faults_of_the_service_and_takes_its_verdict_from_the_run_state()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
                count switch
                {
                    1 => TemplateBody(context, "Running"),
                    < 5 => Status(context, 504),
                    _ => TemplateBody(context, "Succeeded"),
                }
        );
        using AzureSession session = arm.Session(
            new AzureSessionOptions
            {
                PollDelay = new NoDelay(),
                RetryDelay = new NoDelay(),
                RetryBudget = TimeSpan.Zero,
            }
        );

        List<RunSighting> sightings = [];
        await foreach (RunSighting sighting in new RunWatch(session).WatchAsync(Template, null, Cancel))
        {
            sightings.Add(sighting);
        }

        Assert.Equal(3, sightings.Count(sighting => sighting.Trouble is not null));
        Assert.Equal(RunState.Succeeded, sightings[^1].Template!.LastRun.State);
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task CutOff(HttpContext context)
    {
        await context.Response.WriteAsync("""{"id":""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static Task Group(HttpContext context) =>
        context.Response.WriteAsync(
            $$"""{"id":"/subscriptions/{{Sub}}/resourceGroups/rg","name":"rg","location":"eastus2"}"""
        );

    private static Task TemplateBody(HttpContext context, string? runState)
    {
        string status = runState is null
            ? ""
            : $$""","lastRunStatus":{"runState":"{{runState}}","startTime":"2026-01-01T00:00:00Z"}""";
        return context.Response.WriteAsync(
            $$"""{"id":"{{Template}}","location":"eastus2","properties":{"provisioningState":"Succeeded"{{status}} } }"""
        );
    }
}
