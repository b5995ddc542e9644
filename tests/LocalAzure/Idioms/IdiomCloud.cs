using System.Text.Json.Nodes;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Idioms;

/// <summary>One compiler and one server for all idioms of a class, each deployed to a group of its own.</summary>
public sealed class IdiomCloud : IAsyncLifetime
{
    private readonly BicepOracle _oracle = new();
    private readonly SemaphoreSlim _ground = new(1);
    private readonly HashSet<string> _made = [];
    private LocalArm? _arm;

    /// <summary>Whether there is a compiler on this machine.</summary>
    public bool IsThere => _oracle.IsThere;

    internal LocalArm Arm => _arm!;

    public async ValueTask InitializeAsync()
    {
        await _oracle.InitializeAsync();
        _arm = await LocalArm.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _oracle.DisposeAsync();
        await _arm!.DisposeAsync();
        _ground.Dispose();
    }

    /// <summary>Deploys a file that others build on, once.</summary>
    internal async Task PrepareAsync(string file)
    {
        await _ground.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_made.Add(file))
            {
                return;
            }
            Answer group = await Arm.PutAsync(
                $"{LocalArm.Subscription}/resourceGroups/rg-ground",
                """{"location":"eastus2","tags":{"kind":"ground"}}""",
                Deploying.Version
            );
            Assert.True(group.Status is 200 or 201, group.Text);
            (JsonObject? template, JsonObject? parameters) = await CompileAsync(file);
            IdiomRun run = await IdiomRun.DeployAsync(Arm, "rg-ground", "ground", template, parameters);
            Assert.True(run.Succeeded, run.Problem);
        }
        finally
        {
            _ground.Release();
        }
    }

    /// <summary>Deploys an idiom and reads what came of it.</summary>
    internal async Task<IdiomRun> RunAsync(Idiom idiom, string attempt = "a")
    {
        (JsonObject? template, JsonObject? parameters) = await CompileAsync(idiom.File);
        return await IdiomRun.DeployAsync(Arm, "rg-" + idiom.Name, $"{idiom.Name}-{attempt}", template, parameters);
    }

    /// <summary>Whether Microsoft's own evaluation takes the idiom; the outputs that it knows without a cloud.</summary>
    internal async Task<JsonObject?> SnapshotAsync(Idiom idiom)
    {
        string text = await File.ReadAllTextAsync(idiom.File, TestContext.Current.CancellationToken);
        bool isGroup = !text.Contains("targetScope = 'subscription'", StringComparison.Ordinal);
        try
        {
            return await _oracle.PredictAsync(ParametersOf(idiom.File), new Place(isGroup ? "rg-" + idiom.Name : null));
        }
        catch (StreamJsonRpc.RemoteInvocationException)
        {
            return null;
        }
    }

    internal Task<(JsonObject Template, JsonObject Parameters)> CompileAsync(string file) =>
        _oracle.CompileAsync(ParametersOf(file));

    // The compiler takes a template with its parameters only; a file without any has an empty one in the output folder.
    private static string ParametersOf(string file)
    {
        string beside = Path.ChangeExtension(file, ".bicepparam");
        if (File.Exists(beside))
        {
            return beside;
        }
        string folder = Path.Combine(AppContext.BaseDirectory, "idioms");
        Directory.CreateDirectory(folder);
        string made = Path.Combine(folder, Path.GetFileName(beside));
        File.WriteAllText(made, $"using '{Path.GetRelativePath(folder, file).Replace('\\', '/')}'\n");
        return made;
    }
}
