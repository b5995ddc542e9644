namespace Cake.Frosting;

/// <summary>The run continues after a failure of the task.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
