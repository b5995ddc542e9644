using System.Text.Json.Nodes;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Templates;

/// <summary>The repository's templates and the pinned compiler, started once for all tests of a class.</summary>
public sealed class Compiler : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-bicep-").FullName;

    public Compiler() =>
        Templates = new TemplateSet(Path.Combine(Repository.Root, "templates"), () => _folder, NoVariables);

    public TemplateSet Templates { get; }

    public static JumpboxSettings Settings(params string[] overrides) => SampleSettings.Read(overrides);

    /// <summary>What deploying the image template would make, with one short step and one short check.</summary>
    public async Task<Prediction> PredictImageAsync(
        JumpboxSettings settings,
        string commit = "any",
        string line = "echo made"
    )
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        CustomizerPlan plan = new([new("make", [line])], [new("check", ["echo checked"])]);
        return await PredictAsync(
            TemplateSet.Image,
            settings,
            new TemplateValues(settings).ForImage(
                plan,
                BaseImage.Resolve(settings.Image.Base, pins),
                ContentHash.Unknown,
                commit,
                new Names(settings).Image(ContentHash.Unknown)
            )
        );
    }

    public Task<Prediction> PredictAsync(string template, JumpboxSettings settings, JsonObject values) =>
        Templates.PredictAsync(
            template,
            values,
            new DeploymentPlace(
                settings.Tenant ?? "",
                settings.SubscriptionId,
                template == TemplateSet.Roles ? null : settings.ResourceGroups.Builder,
                settings.Location,
                new Names(settings).Deployment(template)
            ),
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await Templates.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
