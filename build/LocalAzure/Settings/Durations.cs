namespace LocalAzure.Settings;

/// <summary>
/// How long things take, in the time of the server's clock. <see cref="Quick"/> keeps a whole image build in a few
/// seconds; <see cref="Real"/> is what Azure takes.
/// </summary>
public sealed record Durations
{
    /// <summary>An image build in about three seconds, everything else at once.</summary>
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
        };

    /// <summary>Long-running creation or deletion of an ordinary resource.</summary>
    public TimeSpan Resource { get; init; }

    /// <summary>Deletion of a resource group with all that is in it.</summary>
    public TimeSpan GroupDelete { get; init; }

    /// <summary>From Registering to Registered.</summary>
    public TimeSpan ProviderRegistration { get; init; }

    /// <summary>Until a new identity's principal is known to role assignments.</summary>
    public TimeSpan PrincipalReplication { get; init; }

    /// <summary>Until a new role assignment counts.</summary>
    public TimeSpan RolePropagation { get; init; }

    /// <summary>Creation of an image template.</summary>
    public TimeSpan TemplateCreate { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Deletion of an image template and its staging group.</summary>
    public TimeSpan TemplateDelete { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>An image build's wait before its build VM is made.</summary>
    public TimeSpan Queued { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Making the build VM.</summary>
    public TimeSpan Building { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Each customizer.</summary>
    public TimeSpan Customizer { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Optimization for a faster boot, where the template asks for it.</summary>
    public TimeSpan Optimizing { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Each validator.</summary>
    public TimeSpan Validator { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Distribution to all targets.</summary>
    public TimeSpan Distributing { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From the cancel request to Canceled.</summary>
    public TimeSpan Cancel { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The same profile faster (above 1) or slower (below 1).</summary>
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
        };
    }
}
