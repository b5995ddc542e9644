using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Facts;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>What the sessions of several images ask as one, and what each asks by itself.</summary>
public sealed class SeveralImages
{
    private const string Sub = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Templates =
        $"/subscriptions/{Sub}/resourceGroups/rg/providers/Microsoft.VirtualMachineImages/imageTemplates";

    private readonly SharedAnswers _answers = new();
    private readonly BatchedReads _reads = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Templates_that_are_read_at_one_time_are_one_list()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => List(context, "imgt-a", "imgt-b"));
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
                : context.Request.Path == Templates ? List(context, "imgt-a")
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
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => List(context, "imgt-a", "imgt-b"));
        using AzureSession connection = arm.Session();
        using CancellationTokenSource end = new();
        Task<ImageTemplate?> first = Read(connection, "imgt-a", end.Token);
        Task<ImageTemplate?> second = Read(connection, "imgt-b");

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("imgt-b", (await second)!.Name);
    }

    [Fact]
    public async Task A_fact_is_asked_once_for_all_images_and_again_when_something_was_changed()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
                Json(
                    context,
                    new JsonObject { ["namespace"] = "Microsoft.Compute", ["registrationState"] = $"{count}" }
                )
        );
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
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
                Json(
                    context,
                    new JsonObject { ["namespace"] = "Microsoft.Compute", ["registrationState"] = $"{count}" }
                )
        );
        using AzureSession connection = arm.Session();

        await Beside(connection).Providers.GetAsync(Sub, "Microsoft.Compute", Cancel);
        ResourceProvider? second = await Beside(connection).Providers.GetAsync(Sub, "Microsoft.Compute", Cancel);

        Assert.Equal("2", second!.RegistrationState);
    }

    private Task<ImageTemplate?> Read(AzureSession connection, string name, CancellationToken? cancel = null) =>
        Beside(connection).ImageTemplates.GetAsync(ResourceId.Parse($"{Templates}/{name}"), cancel ?? Cancel);

    private async Task<string> FactAsync(AzureSession connection) =>
        (await Beside(connection).ForFacts().Providers.GetAsync(Sub, "Microsoft.Compute", Cancel))!.RegistrationState;

    private AzureSession Beside(AzureSession connection) =>
        connection.Beside(new AzureSessionOptions { Answers = _answers, Reads = _reads });

    private static JsonObject Template(string name) =>
        new()
        {
            ["id"] = $"{Templates}/{name}",
            ["name"] = name,
            ["location"] = "eastus2",
            ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded" },
        };

    private static Task List(HttpContext context, params string[] names) =>
        Json(context, new JsonObject { ["value"] = new JsonArray([.. names.Select(Template)]) });

    private static Task Json(HttpContext context, JsonObject body) => context.Response.WriteAsync(body.ToJsonString());

    private static Task Missing(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("""{ "error": { "code": "ResourceNotFound", "message": "no" } }""");
    }
}
