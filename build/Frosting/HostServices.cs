using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What the program gave the host, handed to the command that runs it.</summary>
/// <param name="Services">The services registered so far.</param>
/// <param name="Assemblies">Where tasks are looked for.</param>
internal sealed record HostServices(IServiceCollection Services, IReadOnlySet<Assembly> Assemblies);
