using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Journaling;

namespace Jumpbox.Azure.Tests;

/// <summary>A token that a full disk or a kill left behind stops nothing: what it would continue is requested again.</summary>
public sealed class UnreadableTokens : IDisposable
{
    private const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Scope = $"/subscriptions/{Subscription}/resourceGroups/rg";
    private static readonly DeploymentRequest Empty = new(new JsonObject { ["resources"] = new JsonArray() }, []);
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-tokens-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":\"1.0.0\",\"id\":\"o")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":\"1.0.0\",\"id\":7}")]
    [InlineData("{\"version\":\"1.0.0\",\"version\":\"1.0.0\"}")]
    public async Task One_counts_as_none_and_one_line_says_so(string text)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = 201;
                context.Response.Headers["Azure-AsyncOperation"] = $"https://{context.Request.Host}/operations/op1";
                return Task.CompletedTask;
            }
        );
        using (Journal first = OpenJournal())
        using (AzureSession session = arm.Session(Options(first, [])))
        {
            await session.Deployments.StartAsync(Scope, "d", Empty, Cancel);
        }
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "operations")));
        using (Journal second = OpenJournal())
        using (AzureSession session = arm.Session(Options(second, [])))
        {
            Assert.NotNull(session.Deployments.FindStarted(Scope, "d", Empty));
        }
        await File.WriteAllTextAsync(file, text, Cancel);
        List<string> said = [];
        using Journal third = OpenJournal();
        using AzureSession again = arm.Session(Options(third, said));

        Assert.Null(again.Deployments.FindStarted(Scope, "d", Empty));

        Assert.Contains("requested again", Assert.Single(said), StringComparison.Ordinal);
        await again.Deployments.StartAsync(Scope, "d", Empty, Cancel);
    }

    private static AzureSessionOptions Options(Journal journal, List<string> said) =>
        new()
        {
            PollDelay = new NoDelay(),
            RetryDelay = new NoDelay(),
            Journal = journal,
            Say = said.Add,
        };

    private Journal OpenJournal() =>
        Journal.Open(
            _folder,
            new JournalConfiguration("azure", Subscription, "img@rg", "rg"),
            "Template",
            TimeProvider.System
        );
}
