using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Facts;
using Jumpbox.Handover;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Jumpbox.Azure.Tests;

/// <summary>What the sessions of several images ask as one, and what each asks by itself.</summary>
public sealed class SeveralImages
{
    private const string Sub = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Templates =
        $"/subscriptions/{Sub}/resourceGroups/rg/providers/Microsoft.VirtualMachineImages/imageTemplates";

    private const string Images = $"/subscriptions/{Sub}/resourceGroups/rg/providers/Microsoft.Compute/images";
    private const string Identities =
        $"/subscriptions/{Sub}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities";

    private readonly SharedAnswers _answers = new(TimeProvider.System);
    private readonly BatchedReads _reads = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Templates_that_are_read_at_one_time_are_one_list()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) => List(context, Templates, "imgt-a", "imgt-b")
        );
        using AzureSession connection = arm.Session();

        ImageTemplate?[] read = await Task.WhenAll(
            Read(connection, "imgt-a"),
            Read(connection, "imgt-b"),
            Read(connection, "imgt-a")
        );

        Assert.Equal(["imgt-a", "imgt-b", "imgt-a"], read.Select(template => template!.Name));
        Assert.Equal([$"GET {Templates}"], arm.Requests);
    }

    [Fact]
    public async Task One_template_alone_is_read_by_itself()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => Json(context, Template("imgt-a")));
        using AzureSession connection = arm.Session();

        Assert.NotNull(await Read(connection, "imgt-a"));

        Assert.Equal([$"GET {Templates}/imgt-a"], arm.Requests);
    }

    [Fact]
    public async Task What_a_list_lacks_is_read_before_it_counts_as_missing()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Request.Path.Value!.EndsWith("imgt-late", StringComparison.Ordinal)
                    ? Json(context, Template("imgt-late"))
                : context.Request.Path == Templates ? List(context, Templates, "imgt-a")
                : Missing(context)
        );
        using AzureSession connection = arm.Session();

        ImageTemplate?[] read = await Task.WhenAll(
            Read(connection, "imgt-a"),
            Read(connection, "imgt-late"),
            Read(connection, "imgt-none")
        );

        Assert.Equal(["imgt-a", "imgt-late", null], read.Select(template => template?.Name));
    }

    [Fact]
    public async Task A_list_that_is_refused_leaves_each_read_its_own_answer()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                if (context.Request.Path == Templates)
                {
                    context.Response.StatusCode = 403;
                    return context.Response.WriteAsync(
                        """{ "error": { "code": "AuthorizationFailed", "message": "no" } }"""
                    );
                }
                return Json(context, Template(context.Request.Path.Value!.Split('/')[^1]));
            }
        );
        using AzureSession connection = arm.Session();

        ImageTemplate?[] read = await Task.WhenAll(Read(connection, "imgt-a"), Read(connection, "imgt-b"));

        Assert.Equal(["imgt-a", "imgt-b"], read.Select(template => template?.Name));
    }

    [Fact]
    public async Task A_read_that_is_cancelled_leaves_the_others_theirs()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) => List(context, Templates, "imgt-a", "imgt-b")
        );
        using AzureSession connection = arm.Session();
        using CancellationTokenSource end = new();
        Task<ImageTemplate?> first = Read(connection, "imgt-a", end.Token);
        Task<ImageTemplate?> second = Read(connection, "imgt-b");

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("imgt-b", (await second)!.Name);
    }

    [Fact]
    public async Task A_read_ends_also_when_its_list_fails_in_a_way_that_nobody_expected()
    {
        BatchedReads reads = new(TimeProvider.System);
        Task<JsonObject?>[] asked =
        [
            .. new[] { "imgt-a", "imgt-b" }.Select(name =>
                reads.ReadAsync(
                    new ArmCall("read", RequestMethod.Get, $"{Templates}/{name}", "1"),
                    Templates,
                    _ => Task.FromResult<JsonObject?>(Template(name)),
                    _ => throw new NotSupportedException("a defect")
                )
            ),
        ];

        JsonObject?[] read = await Task.WhenAll(asked).WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.Equal(["imgt-a", "imgt-b"], read.Select(template => (string?)template!["name"]));
    }

    [Fact]
    public async Task A_fact_that_one_image_stops_waiting_for_is_read_for_the_others()
    {
        TaskCompletionSource isAsked = new();
        TaskCompletionSource answer = new();
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, _) =>
            {
                isAsked.TrySetResult();
                await answer.Task;
                await Json(
                    context,
                    new JsonObject { ["namespace"] = "Microsoft.Compute", ["registrationState"] = "Registered" }
                );
            }
        );
        using AzureSession connection = arm.Session();
        using CancellationTokenSource end = new();
        Task<string> first = FactAsync(connection, end.Token);
        await isAsked.Task.WaitAsync(Cancel);
        Task<string> second = FactAsync(connection);

        await end.CancelAsync();
        answer.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("Registered", await second);
    }

    // Tells how often it was asked.
    private static Task<ScriptedArm> CountingAsync() =>
        ScriptedArm.StartAsync(
            (context, count) =>
                Json(
                    context,
                    new JsonObject { ["namespace"] = "Microsoft.Compute", ["registrationState"] = $"{count}" }
                )
        );

    [Fact]
    public async Task A_fact_is_asked_again_when_it_is_old()
    {
        FakeTimeProvider time = new();
        SharedAnswers answers = new(time);
        await using ScriptedArm arm = await CountingAsync();
        using AzureSession connection = arm.Session();

        string first = await ReadAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        string second = await ReadAsync();
        time.Advance(TimeSpan.FromHours(1));
        string third = await ReadAsync();

        Assert.Equal(("1", "1", "2"), (first, second, third));

        async Task<string> ReadAsync() =>
            (
                await connection
                    .Beside(new AzureSessionOptions { Answers = answers })
                    .ForFacts()
                    .Providers.GetAsync(Sub, "Microsoft.Compute", Cancel)
            )!.RegistrationState;
    }

    [Fact]
    public async Task A_fact_is_asked_once_for_all_images_and_again_when_something_was_changed()
    {
        await using ScriptedArm arm = await CountingAsync();
        using AzureSession connection = arm.Session();

        string first = await FactAsync(connection);
        string second = await FactAsync(connection);
        _answers.Forget();
        string third = await FactAsync(connection);

        Assert.Equal(("1", "1", "2"), (first, second, third));
    }

    [Fact]
    public async Task A_fact_that_could_not_be_read_is_asked_again()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                context.Response.StatusCode = count == 1 ? 403 : 200;
                return context.Response.WriteAsync(
                    count == 1
                        ? """{ "error": { "code": "AuthorizationFailed", "message": "no" } }"""
                        : """{ "namespace": "Microsoft.Compute", "registrationState": "Registered" }"""
                );
            }
        );
        using AzureSession connection = arm.Session();

        await Assert.ThrowsAsync<AzureFailure>(() => FactAsync(connection));

        Assert.Equal("Registered", await FactAsync(connection));
    }

    [Fact]
    public async Task What_is_no_fact_is_asked_each_time()
    {
        await using ScriptedArm arm = await CountingAsync();
        using AzureSession connection = arm.Session();

        await Beside(connection).Providers.GetAsync(Sub, "Microsoft.Compute", Cancel);
        ResourceProvider? second = await Beside(connection).Providers.GetAsync(Sub, "Microsoft.Compute", Cancel);

        Assert.Equal("2", second!.RegistrationState);
    }

    [Fact]
    public async Task Images_that_were_just_built_are_read_as_one_list()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => List(context, Images, "a", "b"));
        using AzureSession connection = arm.Session();

        ExistingImage?[] read = await Task.WhenAll(FindImage(connection, "a", true), FindImage(connection, "b", true));

        Assert.Equal(["a", "b"], read.Select(image => image!.Id.Name));
        Assert.Equal([$"GET {Images}"], arm.Requests);
    }

    [Fact]
    public async Task An_image_that_a_build_might_overwrite_is_read_by_itself()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => Missing(context));
        using AzureSession connection = arm.Session();

        await Task.WhenAll(FindImage(connection, "a", false), FindImage(connection, "b", false));

        Assert.Equal([$"GET {Images}/a", $"GET {Images}/b"], arm.Requests.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 4)]
    public async Task Identities_of_several_images_are_one_list_and_what_it_lacks_is_read(bool listed, int expected)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Request.Path == Identities
                    ? listed
                        ? List(context, Identities, "id-a", "id-b", "id-c")
                        : List(context, Identities)
                    : Json(context, Item(Identities, context.Request.Path.Value!.Split('/')[^1]))
        );
        using AzureSession connection = arm.Session();

        ManagedIdentity?[] found =
        [
            await FindIdentityAsync(connection, "id-a"),
            await FindIdentityAsync(connection, "id-b"),
            await FindIdentityAsync(connection, "id-c"),
        ];

        Assert.Equal(["id-a", "id-b", "id-c"], found.Select(identity => identity!.Id.Name));
        Assert.Equal(expected, arm.Requests.Count);
    }

    private Task<ExistingImage?> FindImage(AzureSession connection, string name, bool exists) =>
        Beside(connection).FindImageAsync(ResourceId.Parse($"{Images}/{name}"), Cancel, exists);

    private Task<ManagedIdentity?> FindIdentityAsync(AzureSession connection, string name) =>
        Beside(connection).ForFacts().Identities.FindAsync(ResourceId.Parse($"{Identities}/{name}"), Cancel);

    private Task<ImageTemplate?> Read(AzureSession connection, string name, CancellationToken? cancel = null) =>
        Beside(connection).ImageTemplates.GetAsync(ResourceId.Parse($"{Templates}/{name}"), cancel ?? Cancel);

    private async Task<string> FactAsync(AzureSession connection, CancellationToken? cancel = null) =>
        (
            await Beside(connection).ForFacts().Providers.GetAsync(Sub, "Microsoft.Compute", cancel ?? Cancel)
        )!.RegistrationState;

    private AzureSession Beside(AzureSession connection) =>
        connection.Beside(new AzureSessionOptions { Answers = _answers, Reads = _reads });

    private static JsonObject Template(string name) => Item(Templates, name);

    private static JsonObject Item(string list, string name) =>
        new()
        {
            ["id"] = $"{list}/{name}",
            ["name"] = name,
            ["location"] = "eastus2",
            ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded" },
        };

    private static Task List(HttpContext context, string list, params string[] names) =>
        Json(
            context,
            new JsonObject { ["value"] = new JsonArray([.. names.Select(name => (JsonNode)Item(list, name))]) }
        );

    private static Task Json(HttpContext context, JsonObject body) => context.Response.WriteAsync(body.ToJsonString());

    private static Task Missing(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("""{ "error": { "code": "ResourceNotFound", "message": "no" } }""");
    }
}
