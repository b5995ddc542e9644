using System.Xml;

namespace LocalAzure.Settings;

/// <summary>
/// How long operations take on the server's clock. <see cref="Quick"/> runs an image build in a few seconds; <see
/// cref="Real"/> takes as long as Azure.
/// </summary>
public sealed record Durations
{
    /// <summary>About three seconds for an image build, everything else without delay.</summary>
    public static Durations Quick { get; } = new();

    /// <summary>About half an hour for an image build, as in Azure.</summary>
    public static Durations Real { get; } =
        new()
        {
            Resource = TimeSpan.FromSeconds(8),
            GroupDelete = TimeSpan.FromSeconds(45),
            ProviderRegistration = TimeSpan.FromSeconds(60),
            PrincipalReplication = TimeSpan.FromSeconds(30),
            RolePropagation = TimeSpan.FromSeconds(60),
            TemplateCreate = TimeSpan.FromSeconds(50),
            TemplateDelete = TimeSpan.FromSeconds(60),
            Queued = TimeSpan.FromSeconds(60),
            Building = TimeSpan.FromMinutes(5),
            Customizer = TimeSpan.FromSeconds(50),
            Optimizing = TimeSpan.FromMinutes(5),
            Validator = TimeSpan.FromSeconds(20),
            Distributing = TimeSpan.FromMinutes(15),
            Cancel = TimeSpan.FromMinutes(3),
            Replication = TimeSpan.FromMinutes(20),
        };

    /// <summary>Long-running creation or deletion of an ordinary resource.</summary>
    public TimeSpan Resource { get; init; }

    /// <summary>Deletion of a resource group including its contents.</summary>
    public TimeSpan GroupDelete { get; init; }

    /// <summary>From Registering to Registered.</summary>
    public TimeSpan ProviderRegistration { get; init; }

    /// <summary>Until role assignments can use a new identity's principal.</summary>
    public TimeSpan PrincipalReplication { get; init; }

    /// <summary>Until a new role assignment takes effect.</summary>
    public TimeSpan RolePropagation { get; init; }

    /// <summary>Creation of an image template.</summary>
    public TimeSpan TemplateCreate { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Deletion of an image template and its staging group.</summary>
    public TimeSpan TemplateDelete { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>An image build's wait before its build VM is created.</summary>
    public TimeSpan Queued { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Creation of the build VM.</summary>
    public TimeSpan Building { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Each customizer.</summary>
    public TimeSpan Customizer { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Optimization for a faster boot, if the template enables it.</summary>
    public TimeSpan Optimizing { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Each validator.</summary>
    public TimeSpan Validator { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Distribution to all targets.</summary>
    public TimeSpan Distributing { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From the cancel request to Canceled.</summary>
    public TimeSpan Cancel { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The copy of a gallery image version to another region; its own region takes half as long.</summary>
    public TimeSpan Replication { get; init; }

    /// <summary>A duration in the form of ISO 8601, such as PT3H; null for another text.</summary>
    internal static TimeSpan? OfIso(string? text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Returns the profile at a higher (above 1) or lower (below 1) speed.</summary>
    /// <exception cref="LocalAzureException">The factor is not a number above zero.</exception>
    public Durations AtSpeed(double factor)
    {
        if (!(factor > 0) || double.IsInfinity(factor))
        {
            throw new LocalAzureException($"The speed {factor} is not a number above zero. Example: 60.");
        }
        return new()
        {
            Resource = Resource / factor,
            GroupDelete = GroupDelete / factor,
            ProviderRegistration = ProviderRegistration / factor,
            PrincipalReplication = PrincipalReplication / factor,
            RolePropagation = RolePropagation / factor,
            TemplateCreate = TemplateCreate / factor,
            TemplateDelete = TemplateDelete / factor,
            Queued = Queued / factor,
            Building = Building / factor,
            Customizer = Customizer / factor,
            Optimizing = Optimizing / factor,
            Validator = Validator / factor,
            Distributing = Distributing / factor,
            Cancel = Cancel / factor,
            Replication = Replication / factor,
        };
    }
}
