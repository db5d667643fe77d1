export function isInstalled(root: string): boolean;
export function installDependencies(root: string): Promise<void>;
