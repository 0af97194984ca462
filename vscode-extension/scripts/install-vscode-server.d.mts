export declare function installVscodeServer(): string;
