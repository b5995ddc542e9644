using Cake.Frosting;

namespace Frosting.Tests.Host;

[IsDependentOn(typeof(First))]
public sealed class Aggregate : FrostingTask;
