using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers services before a run.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds to the services of the run.</summary>
    /// <param name="services">The services.</param>
    void Configure(IServiceCollection services);
}
