using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Leases;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure;

/// <summary>The clients of the chain for one session and one set of settings.</summary>
public sealed class ImagePipeline
{
    private readonly AzureSession _azure;
    private readonly GallerySettings _gallery;
    private readonly ImagePlace _place;
    private readonly Action<string> _say;

    /// <summary>Creates an instance. Sends no request.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="templates">The templates.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="say">Receives the reason for each wait.</param>
    public ImagePipeline(AzureSession azure, TemplateSet templates, JumpboxSettings settings, Action<string> say)
    {
        _azure = azure;
        _gallery = settings.Gallery;
        _say = say;
        _place = new ImagePlace(azure, settings);
        Rollout = new TemplateRollout(azure, templates, say);
        Roles = new BuilderRoles(azure, templates, Rollout, settings);
        Identity = new BuilderIdentity(azure, Rollout, settings);
        Choice = new ImageChoice(azure, settings, say);
        Content = new ImageTemplateContent(templates, settings);
        TemplateLeases leases = new(azure, settings, say);
        Template = new ImageTemplateRollout(azure, Content, Rollout, settings, _place, Choice, leases, say);
        Lease = new BuildLease(leases, azure.Options.Time, say);
        Logs = new LogDownload(azure);
        CleanUp = new CleanUp(azure, settings, say);
        Sweeper = new Sweeper(azure, settings, CleanUp, say);
    }

    internal TemplateRollout Rollout { get; }

    /// <summary>The builder's roles.</summary>
    public BuilderRoles Roles { get; }

    /// <summary>The builder's identity and the groups.</summary>
    public BuilderIdentity Identity { get; }

    /// <summary>The choice of the image.</summary>
    public ImageChoice Choice { get; }

    /// <summary>What the image template says.</summary>
    public ImageTemplateContent Content { get; }

    /// <summary>The image template.</summary>
    public ImageTemplateRollout Template { get; }

    /// <summary>The lease on the image template until the build starts.</summary>
    public BuildLease Lease { get; }

    /// <summary>The logs.</summary>
    public LogDownload Logs { get; }

    /// <summary>Deletes what a run created.</summary>
    public CleanUp CleanUp { get; }

    /// <summary>Finds and deletes leftovers of earlier runs.</summary>
    public Sweeper Sweeper { get; }

    /// <summary>The image build of a template.</summary>
    /// <param name="record">What Template deployed.</param>
    /// <param name="plan">The steps inside the build machine.</param>
    public ImageBuild Build(TemplateRecord record, CustomizerPlan plan) =>
        new(_azure, record, plan, Template, _place, _say);

    /// <summary>What is set on the image of a template when it is built.</summary>
    /// <param name="record">What Template deployed.</param>
    public ImageAftercare Aftercare(TemplateRecord record) => new(_azure, record, _gallery, _say);
}
